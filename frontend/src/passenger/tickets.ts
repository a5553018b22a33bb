import type { components } from "../api/generated/base";
import { namesAddress } from "../shared/stations";

export type Ticket = components["schemas"]["TicketRead"];

// A run of the longest line takes a week; after that the ticket is only a memory.
const LONGEST_RUN_MS = 8 * 24 * 3600 * 1000;

// A family on a journey with changes; other codes are kept when they were looked at.
const MOST_CODES = 20;

export interface Tickets {
  coming: Ticket[];
  past: Ticket[];
}

/** What is still to be used stands first, the soonest at the top; all else the newest first. */
export function sortTickets(tickets: Ticket[], now: number): Tickets {
  const byDate = [...tickets].sort((one, other) => Date.parse(one.date) - Date.parse(other.date));
  const isComing = (ticket: Ticket): boolean =>
    ticket.state !== "REVOKED" &&
    Date.parse(ticket.date) > now - (ticket.state === "USED" ? LONGEST_RUN_MS : 24 * 3600 * 1000);
  return {
    coming: byDate.filter(isComing),
    past: byDate.filter((ticket) => !isComing(ticket)).reverse(),
  };
}

/** What is asked for to show the tickets, with the codes of the next ones. */
export function wantedOffline({ coming, past }: Tickets): string[] {
  const tickets = [...coming, ...past];
  if (tickets.length === 0) return [];
  const stations = tickets.flatMap((ticket) => [ticket.station_id, ticket.destination]);
  const codes = coming.slice(0, MOST_CODES).map(qrAddress);
  return ["/base_api/auth/me", "/base_api/users/me/tickets", namesAddress(stations), ...codes];
}

export function qrAddress(ticket: Ticket): string {
  return `/base_api/users/me/tickets/${ticket.id}/qr.svg`;
}

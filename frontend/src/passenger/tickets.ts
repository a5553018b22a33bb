import type { components } from "../api/generated/base";
import { namesAddress } from "../shared/stations";

export type Ticket = components["schemas"]["TicketRead"];

const DAY_MS = 24 * 3600 * 1000;
// No ticket tells when it arrives. A run of the longest line takes a week; after that the ticket is
// only a memory.
const LONGEST_RUN_MS = 8 * DAY_MS;

// A family on a journey with changes; other codes are kept when they were looked at.
const MOST_CODES = 20;

/** `boarded`: whoever boarded them may be under way still, or have arrived long ago. */
export interface Tickets {
  coming: Ticket[];
  boarded: Ticket[];
  past: Ticket[];
}

/** What departs stands first, the soonest at the top; all else the newest first. */
export function sortTickets(tickets: Ticket[], now: number): Tickets {
  const byDate = [...tickets].sort((one, other) => Date.parse(one.date) - Date.parse(other.date));
  const of = (group: keyof Tickets): Ticket[] =>
    byDate.filter((ticket) => groupOf(ticket, now) === group);
  return { coming: of("coming"), boarded: of("boarded").reverse(), past: of("past").reverse() };
}

function groupOf(ticket: Ticket, now: number): keyof Tickets {
  const since = now - Date.parse(ticket.date);
  if (ticket.state === "REVOKED") return "past";
  if (since < DAY_MS) return "coming";
  return ticket.state === "USED" && since < LONGEST_RUN_MS ? "boarded" : "past";
}

/** What is asked for to show the tickets, with the codes of those that may be checked next. */
export function wantedOffline({ coming, boarded, past }: Tickets): string[] {
  const tickets = [...coming, ...boarded, ...past];
  if (tickets.length === 0) return [];
  const stations = tickets.flatMap((ticket) => [ticket.station_id, ticket.destination]);
  const codes = [...coming, ...boarded].slice(0, MOST_CODES).map(qrAddress);
  return ["/base_api/auth/me", "/base_api/users/me/tickets", namesAddress(stations), ...codes];
}

export function qrAddress(ticket: Ticket): string {
  return `/base_api/users/me/tickets/${ticket.id}/qr.svg`;
}

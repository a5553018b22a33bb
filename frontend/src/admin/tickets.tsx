import { useTranslation } from "react-i18next";

import type { components } from "../api/generated/base";
import type { Formats } from "../shared/format";
import { Way } from "../shared/Station";
import type { Column } from "../shared/table/DataTable";
import { Badge, type Tone } from "../staff/Badge";

export type Ticket = components["schemas"]["HeldTicket"];
type State = Ticket["state"];

export const TICKET_STATES = ["VALID", "USED", "REVOKED"] as const;
const TONES: Record<State, Tone> = { VALID: "ok", USED: "accent", REVOKED: "idle" };

export function TicketState({ state }: { state: State }): React.JSX.Element {
  const { t } = useTranslation("admin");
  return <Badge tone={TONES[state]}>{t(`tickets.${state}`)}</Badge>;
}

/** The columns of every list of tickets. */
export function ticketColumns(
  t: ReturnType<typeof useTranslation<"admin">>["t"],
  { day, moment }: Formats,
): Column<Ticket>[] {
  return [
    {
      key: "run",
      name: t("tickets.run"),
      cell: (ticket) => `${ticket.train_number} · ${day(ticket.start_date)}`,
    },
    { key: "passenger", name: t("tickets.passenger"), cell: (ticket) => ticket.user_name },
    { key: "wagon", name: t("wagon"), isNumber: true, cell: (ticket) => ticket.wagon_number },
    { key: "place", name: t("place"), isNumber: true, cell: (ticket) => ticket.place_number },
    {
      key: "way",
      name: t("tickets.way"),
      cell: (ticket) => <Way from={ticket.station_id} to={ticket.destination} />,
    },
    { key: "departs", name: t("tickets.departs"), cell: (ticket) => moment(ticket.date) },
    { key: "state", name: t("state"), cell: ({ state }) => <TicketState state={state} /> },
  ];
}

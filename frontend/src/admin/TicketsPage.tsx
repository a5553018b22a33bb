import { useState } from "react";
import { useTranslation } from "react-i18next";

import { answerOf, baseServer } from "../api/client";
import type { components } from "../api/generated/base";
import { Button } from "../shared/Button";
import { Choice } from "../shared/Choice";
import { type Formats, useFormats } from "../shared/format";
import { Way } from "../shared/Station";
import type { Column } from "../shared/table/DataTable";
import { LongTable } from "../shared/table/LongTable";
import { type Address, useAddress } from "../shared/useAddress";
import { Badge, type Tone } from "../staff/Badge";
import { BulkAction } from "../staff/BulkAction";
import { Filters, Page } from "../staff/Page";
import { SearchField } from "../shared/SearchField";
import { useDoing } from "../staff/useDoing";
import { IssueTicket } from "./IssueTicket";
import { RunFilter, runOf } from "./RunFilter";
import { TicketDialog } from "./TicketDialog";

export type Ticket = components["schemas"]["HeldTicket"];
type State = Ticket["state"];

const STATES = ["VALID", "USED", "REVOKED"] as const;
const TONES: Record<State, Tone> = { VALID: "ok", USED: "accent", REVOKED: "idle" };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function TicketState({ state }: { state: State }): React.JSX.Element {
  const { t } = useTranslation("admin");
  return <Badge tone={TONES[state]}>{t(`tickets.${state}`)}</Badge>;
}

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

function stateOf(address: Address): State | undefined {
  return STATES.find((one) => one === address.get("state"));
}

function TicketFilters({ address }: { address: Address }): React.JSX.Element {
  const { t } = useTranslation("admin");
  return (
    <Filters>
      <RunFilter address={address} />
      <Choice
        label={t("state")}
        value={stateOf(address) ?? ""}
        options={[
          { value: "", name: t("any") },
          ...STATES.map((value) => ({ value, name: t(`tickets.${value}`) })),
        ]}
        onChange={(value) => {
          address.set({ state: value });
        }}
      />
      <SearchField
        label={t("tickets.find_user")}
        value={address.get("user") ?? ""}
        onChange={(user) => {
          address.set({ user });
        }}
      />
    </Filters>
  );
}

/** The list's conditions as the servers name them. */
function filtersOf(address: Address): Record<string, string> {
  const state = stateOf(address);
  const user = (address.get("user") ?? "").trim();
  return {
    ...runOf(address),
    ...(state !== undefined && { state }),
    ...(user !== "" && (UUID.test(user) ? { user_id: user } : { user_name: user })),
  };
}

/** All tickets, by run, passenger and state. */
export function TicketsPage(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const formats = useFormats();
  const address = useAddress();
  const [isIssuing, issue, end] = useDoing<true>();
  const [selected, setSelected] = useState<ReadonlyMap<string, Ticket>>(new Map());
  const filters = filtersOf(address);
  const shown = address.get("show");
  const valid = [...selected.values()].filter((ticket) => ticket.state === "VALID");
  return (
    <Page
      title={t("nav.tickets")}
      aside={
        <>
          <BulkAction
            action={t("tickets.revoke_several", { count: valid.length })}
            ids={valid.map(({ id }) => id)}
            act={(id) =>
              baseServer.DELETE("/admin/ticket/{ticket_id}", {
                params: { path: { ticket_id: id } },
              })
            }
            paths={["/admin/tickets"]}
            onStart={() => {
              setSelected(new Map());
            }}
          />
          <Button onClick={issue(true)}>{t("tickets.issue")}</Button>
        </>
      }
    >
      <TicketFilters address={address} />
      <LongTable
        label={t("nav.tickets")}
        list={{
          key: ["get", "/admin/tickets", filters],
          load: async (part, signal) =>
            answerOf(
              await baseServer.GET("/admin/tickets", {
                params: { query: { ...part, ...filters } },
                signal,
              }),
            ),
        }}
        columns={ticketColumns(t, formats)}
        idOf={({ id }) => id}
        empty={t("tickets.none")}
        selected={selected}
        onSelect={setSelected}
        onOpen={({ id }) => {
          address.set({ show: id });
        }}
      />
      {isIssuing && <IssueTicket userId={filters["user_id"] ?? ""} onClose={end} />}
      {shown !== undefined && (
        <TicketDialog
          id={shown}
          onClose={() => {
            address.set({ show: undefined });
          }}
        />
      )}
    </Page>
  );
}

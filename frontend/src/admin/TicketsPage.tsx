import { useState } from "react";
import { useTranslation } from "react-i18next";

import { answerOf, baseServer } from "../api/client";
import { Button } from "../shared/Button";
import { Choice } from "../shared/Choice";
import { useFormats } from "../shared/format";
import { LongTable } from "../shared/table/LongTable";
import { type Address, useAddress } from "../shared/useAddress";
import { BulkAction } from "../staff/BulkAction";
import { Filters, Page } from "../staff/Page";
import { SearchField } from "../shared/SearchField";
import { useDoing } from "../staff/useDoing";
import { IssueTicket } from "./IssueTicket";
import { RunFilter, runOf } from "./RunFilter";
import { TicketDialog } from "./TicketDialog";
import { type Ticket, TICKET_STATES, ticketColumns } from "./tickets";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function stateOf(address: Address): Ticket["state"] | undefined {
  return TICKET_STATES.find((one) => one === address.get("state"));
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
          ...TICKET_STATES.map((value) => ({ value, name: t(`tickets.${value}`) })),
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

import "./messages";

import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import type { components } from "../api/generated/base";
import { Button } from "../shared/Button";
import { Choice } from "../shared/Choice";
import { useFormats } from "../shared/format";
import { type Column, DataTable } from "../shared/table/DataTable";
import { useAddress } from "../shared/useAddress";
import { Badge, type Tone } from "../staff/Badge";
import { Filters, Page } from "../staff/Page";
import { useDoing } from "../staff/useDoing";
import { AddEntry } from "./AddEntry";
import { EntryDialog } from "./EntryDialog";

export type Entry = components["schemas"]["EntryRead"];

const STATES = ["PENDING", "APPROVED", "EXPIRED", "REMOVED"] as const;
export const ENTRY_TONES: Record<Entry["state"], Tone> = {
  PENDING: "warn",
  APPROVED: "ok",
  EXPIRED: "idle",
  REMOVED: "idle",
};

function useColumns(): Column<Entry>[] {
  const { t } = useTranslation("security");
  const { moment } = useFormats();
  return [
    { key: "name", name: t("entry.name"), cell: ({ name }) => name },
    {
      key: "state",
      name: t("entry.state"),
      cell: ({ state }) => <Badge tone={ENTRY_TONES[state]}>{t(`entry.${state}`)}</Badge>,
    },
    { key: "reason", name: t("entry.reason"), cell: ({ reason }) => reason },
    { key: "added", name: t("entry.added_by"), cell: (entry) => entry.added_by.name },
    { key: "expires", name: t("entry.expires"), cell: (entry) => moment(entry.expires_at) },
  ];
}

/** Who is looked for, why, and until when. */
export function WatchListPage(): React.JSX.Element {
  const { t } = useTranslation("security");
  const address = useAddress();
  const [isAdding, add, end] = useDoing<true>();
  const state = STATES.find((one) => one === address.get("state"));
  const listing = base.useQuery(
    "get",
    "/monitoring/watch_list",
    { params: { query: { page: address.page, ...(state !== undefined && { state }) } } },
    { placeholderData: keepPreviousData },
  );
  const shown = address.get("show");
  const close = (): void => {
    address.set({ show: undefined });
  };
  return (
    <Page
      title={t("watch_list.title")}
      aside={<Button onClick={add(true)}>{t("watch_list.add")}</Button>}
    >
      <Filters>
        <Choice
          label={t("entry.state")}
          value={state ?? ""}
          options={[
            { value: "", name: t("watch_list.any") },
            ...STATES.map((value) => ({ value, name: t(`entry.${value}`) })),
          ]}
          onChange={(value) => {
            address.set({ state: value });
          }}
        />
      </Filters>
      <DataTable
        label={t("watch_list.title")}
        listing={listing}
        columns={useColumns()}
        idOf={({ id }) => id}
        empty={t("watch_list.none")}
        onOpen={({ id }) => {
          address.set({ show: id });
        }}
      />
      {isAdding && <AddEntry onClose={end} />}
      {shown !== undefined && <EntryDialog id={shown} onClose={close} />}
    </Page>
  );
}

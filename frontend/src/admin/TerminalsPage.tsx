import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { base, baseServer } from "../api/client";
import { useFormats } from "../shared/format";
import { DataTable } from "../shared/table/DataTable";
import { sortQuery, useSorting } from "../shared/table/sorting";
import { useAddress } from "../shared/useAddress";
import { useRefresh } from "../shared/useRefresh";
import { BulkAction } from "../staff/BulkAction";
import { Danger } from "../staff/Danger";
import { DetailDialog } from "../staff/DetailDialog";
import { Facts } from "../staff/Facts";
import { Filters, Page } from "../staff/Page";
import { Sessions } from "./Sessions";
import { StoreFilter } from "./StoreFilter";
import { useStoreNames } from "./stores";

const LIST = "/admin/store_terminals";
const ONE = "/admin/store_terminal/{terminal_id}";

function TerminalDialog({ id, onClose }: { id: string; onClose: () => void }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { moment } = useFormats();
  const refresh = useRefresh();
  const params = { path: { terminal_id: id } };
  const query = base.useQuery("get", ONE, { params });
  const nameOf = useStoreNames(query.data === undefined ? [] : [query.data.store_id]);
  const revoking = base.useMutation("delete", ONE, {
    onSuccess: async () => {
      onClose();
      await refresh(LIST);
    },
  });
  return (
    <DetailDialog
      title={query.data === undefined ? t("nav.terminals") : nameOf(query.data.store_id)}
      query={query}
      onClose={onClose}
      actions={() => (
        <Danger
          action={t("revoke")}
          question={t("terminals.revoke_sure")}
          mutation={revoking}
          onYes={() => {
            revoking.mutate({ params });
          }}
        >
          <p>{t("revoke_text")}</p>
        </Danger>
      )}
    >
      {(terminal) => (
        <>
          <Facts
            facts={[
              [t("seen"), terminal.last_seen_at === null ? "" : moment(terminal.last_seen_at)],
              [t("number"), <code key="id">{terminal.id}</code>],
              [t("key"), <code key="key">{terminal.key_fingerprint}</code>],
              [t("registered"), `${terminal.registered_by}, ${moment(terminal.created_at)}`],
            ]}
          />
          <Sessions kind="store" callerId={terminal.id} />
        </>
      )}
    </DetailDialog>
  );
}

/** The terminals of shops and restaurants. */
export function TerminalsPage(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { moment } = useFormats();
  const address = useAddress();
  const [shown, storeId] = [address.get("show"), address.get("store")];
  const sorting = useSorting("last_seen", "created");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const listing = base.useQuery(
    "get",
    LIST,
    {
      params: {
        query: {
          page: address.page,
          ...sortQuery(sorting),
          ...(storeId !== undefined && { store_id: storeId }),
        },
      },
    },
    { placeholderData: keepPreviousData },
  );
  const nameOf = useStoreNames((listing.data?.items ?? []).map((one) => one.store_id));
  // What is no longer in sight is not revoked by accident.
  const marked = (listing.data?.items ?? []).map(({ id }) => id).filter((id) => selected.has(id));
  return (
    <Page
      title={t("nav.terminals")}
      aside={
        <BulkAction
          action={t("revoke_several", { count: marked.length })}
          ids={marked}
          act={(id) => baseServer.DELETE(ONE, { params: { path: { terminal_id: id } } })}
          paths={[LIST]}
          onStart={() => {
            setSelected(new Set());
          }}
        />
      }
    >
      <Filters>
        <StoreFilter address={address} />
      </Filters>
      <DataTable
        label={t("nav.terminals")}
        listing={listing}
        columns={[
          { key: "store", name: t("terminals.store"), cell: (one) => nameOf(one.store_id) },
          {
            key: "seen",
            name: t("seen"),
            sort: "last_seen",
            cell: ({ last_seen_at: seen }) => (seen === null ? t("never") : moment(seen)),
          },
          { key: "by", name: t("registered"), cell: (one) => one.registered_by },
          {
            key: "since",
            name: t("created"),
            sort: "created",
            cell: (one) => moment(one.created_at),
          },
        ]}
        sorting={sorting}
        idOf={({ id }) => id}
        empty={t("terminals.none")}
        selected={selected}
        onSelect={setSelected}
        onOpen={({ id }) => {
          address.set({ show: id });
        }}
      />
      {shown !== undefined && (
        <TerminalDialog
          id={shown}
          onClose={() => {
            address.set({ show: undefined });
          }}
        />
      )}
    </Page>
  );
}

import { useTranslation } from "react-i18next";

import { answerOf, baseServer, storeServer } from "../api/client";
import type { components } from "../api/generated/base";
import { useFormats } from "../shared/format";
import { railwayMoment } from "../shared/railwayTime";
import { Segments } from "../shared/Segments";
import type { Column } from "../shared/table/DataTable";
import { LongTable } from "../shared/table/LongTable";
import { type Address, useAddress } from "../shared/useAddress";
import { Filters, Page } from "../staff/Page";
import { SearchField } from "../shared/SearchField";
import { useDoing } from "../staff/useDoing";
import { AuditDialog } from "./AuditDialog";
import styles from "./Forms.module.css";

export type AuditEntry = components["schemas"]["AuditRead"];
const SERVERS = ["base", "store"] as const;

function useColumns(): Column<AuditEntry>[] {
  const { t } = useTranslation("admin");
  const { moment } = useFormats();
  return [
    { key: "action", name: t("audit.action"), cell: ({ action }) => <code>{action}</code> },
    { key: "at", name: t("audit.at"), cell: ({ at }) => moment(at) },
    {
      key: "caller",
      name: t("audit.caller"),
      cell: (entry) => entry.caller_name ?? entry.caller_kind,
    },
    {
      key: "subject",
      name: t("audit.subject"),
      cell: ({ subject_kind: kind, subject_id: id }) =>
        kind === null ? "–" : `${kind} ${id?.slice(-6) ?? ""}`,
    },
    { key: "address", name: t("audit.address"), cell: ({ address }) => address ?? "–" },
  ];
}

function serverOf(address: Address): (typeof SERVERS)[number] {
  return SERVERS.find((one) => one === address.get("server")) ?? "base";
}

function AuditFilters({ address }: { address: Address }): React.JSX.Element {
  const { t } = useTranslation("admin");
  return (
    <Filters>
      <Segments
        label={t("audit.server")}
        value={serverOf(address)}
        options={SERVERS.map((value) => ({
          value,
          name: t(`audit.${value}`),
          face: t(`audit.${value}`),
        }))}
        onChoose={(value) => {
          address.set({ server: value === "base" ? undefined : value });
        }}
      />
      <SearchField
        label={t("audit.action")}
        value={address.get("action") ?? ""}
        onChange={(value) => {
          address.set({ action: value });
        }}
      />
      <SearchField
        label={t("audit.subject")}
        value={address.get("subject") ?? ""}
        onChange={(value) => {
          address.set({ subject: value });
        }}
      />
      <SearchField
        label={t("audit.from")}
        type="date"
        value={address.get("from") ?? ""}
        onChange={(value) => {
          address.set({ from: value });
        }}
      />
    </Filters>
  );
}

/** Who changed what, on either server; the newest first. */
export function AuditPage(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const address = useAddress();
  const [entry, show, hide] = useDoing<AuditEntry>();
  const server = serverOf(address);
  const action = address.get("action");
  const subject = address.get("subject");
  const day = address.get("from");
  const filters = {
    ...(action !== undefined && { action }),
    ...(subject !== undefined && { subject_kind: subject }),
    ...(day !== undefined && { from: railwayMoment(`${day}T00:00`) }),
  };
  const file = new URLSearchParams({ format: "csv", ...filters }).toString();
  return (
    <Page
      title={t("nav.audit")}
      aside={
        <a href={`/${server}_api/admin/audit/export?${file}`} className={styles["link"]} download>
          {t("export.csv")}
        </a>
      }
    >
      <AuditFilters address={address} />
      <LongTable
        label={t("nav.audit")}
        list={{
          key: ["get", "/admin/audit", server, filters],
          load: async (part, signal) => {
            const init = { params: { query: { ...part, ...filters } }, signal };
            return server === "base"
              ? answerOf(await baseServer.GET("/admin/audit", init))
              : answerOf(await storeServer.GET("/admin/audit", init));
          },
        }}
        columns={useColumns()}
        idOf={({ id }) => id}
        empty={t("audit.none")}
        onOpen={(chosen) => {
          show(chosen)();
        }}
      />
      {entry !== undefined && <AuditDialog entry={entry} onClose={hide} />}
    </Page>
  );
}

import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { components } from "../api/generated/store";
import { useFormats } from "../shared/format";
import { useRequestKey } from "../shared/requestKey";
import { type Column, DataTable } from "../shared/table/DataTable";
import { useAddress } from "../shared/useAddress";
import { useRefresh } from "../shared/useRefresh";
import { Danger } from "../staff/Danger";
import { Facts } from "../staff/Facts";
import { Page } from "../staff/Page";
import { terminal } from "./client";
import styles from "./ReportsPage.module.css";

type Report = components["schemas"]["ReportZ"];

function useColumns(): Column<Report>[] {
  const { t } = useTranslation("terminal");
  const { money, moment } = useFormats();
  return [
    { key: "number", name: t("report.number"), cell: ({ number }) => number },
    { key: "closed", name: t("report.closed"), cell: (report) => moment(report.closed_at) },
    { key: "sales", name: t("report.sales"), cell: ({ purchases }) => purchases, isNumber: true },
    {
      key: "refunds",
      name: t("report.refunds"),
      cell: (report) => money(report.refunds_penny),
      isNumber: true,
    },
    {
      key: "net",
      name: t("report.net"),
      cell: (report) => money(report.net_penny),
      isNumber: true,
    },
  ];
}

/** What the shift has taken so far, which closing it makes final. */
function Shift(): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const { money, moment } = useFormats();
  const refresh = useRefresh();
  const keyOf = useRequestKey();
  const { data } = terminal.useQuery("get", "/store/report/x");
  const closing = terminal.useMutation("post", "/store/report/z", {
    onSettled: () => refresh("/store/report/x", "/store/reports"),
  });
  return (
    <section className={styles["card"]}>
      <h2>{t("reports.shift")}</h2>
      {data !== undefined && (
        <Facts
          facts={[
            [t("report.opened"), moment(data.opened_at)],
            [t("report.sales"), `${data.purchases} · ${money(data.purchases_penny)}`],
            [t("report.refunds"), `${data.refunds} · ${money(data.refunds_penny)}`],
            [t("report.net"), money(data.net_penny)],
          ]}
        />
      )}
      {data !== undefined && (
        <Danger
          // A shift that was closed takes its question along.
          key={data.opened_at}
          action={t("reports.close")}
          question={t("reports.sure")}
          mutation={closing}
          onYes={() => {
            closing.mutate({ params: keyOf({ opened: data.opened_at }), body: {} });
          }}
        >
          <p>{t("reports.sure_text")}</p>
        </Danger>
      )}
    </section>
  );
}

/** How the last day went: how quick the kitchen was, what sold and what ran out. */
function Day(): React.JSX.Element | null {
  const { t } = useTranslation("terminal");
  const { data } = terminal.useQuery("get", "/store/statistics");
  const { money } = useFormats();
  if (data === undefined) return null;
  const minutes = (seconds: number | null): string =>
    seconds === null ? "–" : t("reports.minutes", { count: Math.ceil(seconds / 60) });
  return (
    <section className={styles["card"]}>
      <h2>{t("reports.day")}</h2>
      <Facts
        facts={[
          [t("report.net"), money(data.revenue_penny)],
          [t("reports.prepared"), data.prepared],
          [t("reports.half_ready"), minutes(data.seconds_to_ready_p50)],
          [t("reports.most_ready"), minutes(data.seconds_to_ready_p95)],
          [
            t("reports.best"),
            data.best_sellers.map((one) => `${one.name} × ${one.count}`).join(", "),
          ],
          [t("reports.out"), data.stock_outs.map(({ name }) => name).join(", ")],
        ]}
      />
    </section>
  );
}

export function ReportsPage(): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const { page } = useAddress();
  const listing = terminal.useQuery(
    "get",
    "/store/reports",
    { params: { query: { page } } },
    { placeholderData: keepPreviousData },
  );
  return (
    <Page title={t("reports.title")}>
      <div className={styles["cards"]}>
        <Shift />
        <Day />
      </div>
      <h2>{t("reports.closed")}</h2>
      <DataTable
        label={t("reports.closed")}
        listing={listing}
        columns={useColumns()}
        idOf={({ id }) => id}
        empty={t("reports.none")}
      />
    </Page>
  );
}

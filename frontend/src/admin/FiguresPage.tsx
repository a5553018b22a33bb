import { useTranslation } from "react-i18next";

import { ChartPanel } from "../charts/ChartPanel";
import { sumBy } from "../charts/data";
import { useFormats } from "../shared/format";
import { lastDays, railwayDay, railwayHour } from "../shared/railwayTime";
import { Segments } from "../shared/Segments";
import { useAddress } from "../shared/useAddress";
import { Waiting } from "../shared/Waiting";
import { Filters, Page } from "../staff/Page";
import { DAYS, type Span, useAlarms, useConnections, useSales } from "./figures";
import styles from "./FiguresPage.module.css";

const SPANS = Object.keys(DAYS) as Span[];
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));
const ALARM_DAYS = 14;
const CONNECTIONS = ["ONLINE", "DEGRADED", "OFFLINE"] as const;

/** By the hour within a day, by the day within anything longer. */
function SalesOverTime({ span }: { span: Span }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { money, shortDay } = useFormats();
  const sales = useSales(span);
  if (sales === undefined) return <Waiting />;
  const isDay = span === "day";
  const groups = isDay ? HOURS : lastDays(DAYS[span]);
  const sums = sumBy(
    sales.hours,
    groups,
    ({ hour }) => (isDay ? String(railwayHour(hour)) : railwayDay(hour)),
    (one) => one.purchases_penny - one.refunds_penny,
  );
  return (
    <ChartPanel
      title={t(isDay ? "figures.sales_by_hour" : "figures.sales_by_day")}
      empty={t("figures.no_sales")}
      data={{
        category: t(isDay ? "figures.hour" : "figures.day"),
        series: [{ name: t("sales.revenue"), tone: "accent" }],
        rows: groups.map((group, place) => ({
          name: isDay ? `${group}:00` : shortDay(group),
          values: [sums[place] ?? 0],
        })),
        format: money,
      }}
    />
  );
}

function BestSellers({ span }: { span: Span }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { count } = useFormats();
  const sales = useSales(span);
  if (sales === undefined) return <Waiting />;
  return (
    <ChartPanel
      title={t("figures.best")}
      empty={t("figures.no_sales")}
      data={{
        category: t("figures.item"),
        series: [{ name: t("figures.pieces"), tone: "accent" }],
        rows: sales.best_sellers.map((item) => ({ name: item.name, values: [item.count] })),
        format: count,
        isRanking: true,
      }}
    />
  );
}

function Devices(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { count } = useFormats();
  const connections = useConnections();
  return (
    <ChartPanel
      title={t("figures.devices")}
      empty={t("robots.none")}
      data={{
        category: t("state"),
        series: [{ name: t("nav.robots"), tone: "accent" }],
        rows: CONNECTIONS.map((one) => ({
          name: t(`robots.${one}`),
          values: [connections[one] ?? 0],
        })),
        format: count,
        isRanking: true,
      }}
    />
  );
}

function AlarmsByDay(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { count, shortDay } = useFormats();
  const alarms = useAlarms();
  if (alarms === undefined) return <Waiting />;
  const days = lastDays(ALARM_DAYS);
  const sums = sumBy(
    alarms.hours,
    days,
    ({ hour }) => railwayDay(hour),
    (one) => one.count,
  );
  return (
    <ChartPanel
      title={t("figures.alarms")}
      empty={t("figures.no_alarms")}
      data={{
        category: t("figures.day"),
        series: [{ name: t("figures.alarms"), tone: "bad" }],
        rows: days.map((day, place) => ({ name: shortDay(day), values: [sums[place] ?? 0] })),
        format: count,
      }}
    />
  );
}

/** How the railway does over time: sales, what sells best, devices, incidents. */
export function FiguresPage(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const address = useAddress();
  const span = SPANS.find((one) => one === address.get("span")) ?? "week";
  return (
    <Page title={t("nav.figures")}>
      <Filters>
        <Segments
          label={t("sales.span")}
          value={span}
          options={SPANS.map((value) => ({
            value,
            name: t(`figures.span_${value}`),
            face: t(`figures.span_${value}`),
          }))}
          onChoose={(value) => {
            address.set({ span: value === "week" ? undefined : value });
          }}
        />
      </Filters>
      <div className={styles["charts"]}>
        <SalesOverTime span={span} />
        <BestSellers span={span} />
        <Devices />
        <AlarmsByDay />
      </div>
    </Page>
  );
}

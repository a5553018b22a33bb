import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useFormats } from "../shared/format";
import { railwayDay } from "../shared/railwayTime";
import { Page } from "../staff/Page";
import { useAlarms, useConnections, useSales } from "./figures";
import { RunsOfDay, useRuns } from "./RunsOfDay";
import styles from "./TodayPage.module.css";

interface TileProps {
  name: string;
  /** Undefined while it is not known. */
  value: string | undefined;
  more?: string | undefined;
  to: string;
  isBad?: boolean;
}

/** One figure of today, which leads to what it counts. */
function Tile({ name, value = "–", more, to, isBad = false }: TileProps): React.JSX.Element {
  return (
    <li>
      <Link to={to} className={styles["tile"]} data-bad={isBad}>
        <span className={styles["name"]}>{name}</span>
        <strong className={styles["value"]}>{value}</strong>
        <span className={styles["name"]}>{more}</span>
      </Link>
    </li>
  );
}

function BoardedTile({ day }: { day: string }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { count, percent } = useFormats();
  const runs = useRuns(day).data ?? [];
  const tickets = runs.reduce((sum, run) => sum + run.tickets, 0);
  const boarded = runs.reduce((sum, run) => sum + run.boarded, 0);
  return (
    <Tile
      name={t("today.boarded")}
      value={t("boarding.of", { boarded: count(boarded), tickets: count(tickets) })}
      more={tickets > 0 ? percent(boarded / tickets) : undefined}
      to="/admin/boarding"
    />
  );
}

function RobotsTile(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { count } = useFormats();
  const { ONLINE: online, DEGRADED: degraded, OFFLINE: offline } = useConnections();
  return (
    <Tile
      name={t("today.robots")}
      value={online === undefined ? undefined : count(online)}
      more={t("today.robots_more", { degraded: degraded ?? "–", offline: offline ?? "–" })}
      to="/admin/robots"
      isBad={(degraded ?? 0) > 0}
    />
  );
}

function IncidentsTile(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { count } = useFormats();
  const open = useAlarms()?.open;
  return (
    <Tile
      name={t("today.incidents")}
      value={open === undefined ? undefined : count(open)}
      to="/security/incidents"
      isBad={(open ?? 0) > 0}
    />
  );
}

function SalesTile(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { money } = useFormats();
  const sales = useSales("day");
  return (
    <Tile
      name={t("today.sales")}
      value={sales && money(sales.revenue_penny)}
      more={sales && t("today.purchases", { count: sales.purchases })}
      to="/admin/figures?span=day"
    />
  );
}

/** The state of the railway today: where an administrator begins. */
export function TodayPage(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { day: dayOf } = useFormats();
  const day = railwayDay();
  return (
    <Page title={t("nav.today")} aside={dayOf(day)}>
      <ul className={styles["tiles"]}>
        <BoardedTile day={day} />
        <RobotsTile />
        <IncidentsTile />
        <SalesTile />
      </ul>
      <h2 className={styles["heading"]}>{t("runs.today")}</h2>
      <RunsOfDay day={day} />
    </Page>
  );
}

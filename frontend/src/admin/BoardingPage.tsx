import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { base } from "../api/client";
import { ChartPanel } from "../charts/ChartPanel";
import { useFormats } from "../shared/format";
import { railwayDay } from "../shared/railwayTime";
import { ServerFailed } from "../shared/ServerFailed";
import { DataTable } from "../shared/table/DataTable";
import { useAddress } from "../shared/useAddress";
import { Waiting } from "../shared/Waiting";
import { Facts } from "../staff/Facts";
import { Filters, Page } from "../staff/Page";
import styles from "./Forms.module.css";
import { RunFilter } from "./RunFilter";
import { RunsOfDay } from "./RunsOfDay";
import { ticketColumns } from "./tickets";

interface Run {
  train_number: string;
  train_date: string;
}

function Wagons({ run }: { run: Run }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { count, percent } = useFormats();
  const { data, isError, refetch } = base.useQuery(
    "get",
    "/admin/train_run/boarding",
    { params: { query: run } },
    { refetchInterval: 10_000 },
  );
  if (isError) return <ServerFailed again={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  const refused = Object.values(data.refused).reduce((sum, refusals) => sum + refusals, 0);
  return (
    <>
      <Facts
        facts={[
          [t("boarding.tickets"), data.tickets],
          [t("boarding.boarded"), data.boarded],
          [t("boarding.share"), data.share === null ? "" : percent(data.share)],
          [t("boarding.refused"), refused],
          [
            t("nav.conflicts"),
            data.conflicts === 0 ? (
              0
            ) : (
              <Link
                key="conflicts"
                to={`/admin/conflicts?train=${run.train_number}&date=${run.train_date}`}
              >
                {data.conflicts}
              </Link>
            ),
          ],
        ]}
      />
      <ChartPanel
        title={t("boarding.by_wagon")}
        empty={t("tickets.none")}
        data={{
          category: t("wagon"),
          series: [
            { name: t("boarding.boarded"), tone: "ok" },
            { name: t("boarding.to_come"), tone: "idle" },
          ],
          rows: data.wagons
            .filter(({ tickets }) => tickets > 0)
            .map(({ wagon_number: number, tickets, boarded }) => ({
              name: String(number ?? ""),
              values: [boarded, tickets - boarded],
            })),
          format: count,
        }}
      />
    </>
  );
}

function NoShows({ run }: { run: Run }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const formats = useFormats();
  const { page } = useAddress();
  const listing = base.useQuery(
    "get",
    "/admin/train_run/no_shows",
    { params: { query: { ...run, page } } },
    { placeholderData: keepPreviousData },
  );
  return (
    <section className={styles["part"]}>
      <h2>{t("boarding.no_shows")}</h2>
      <DataTable
        label={t("boarding.no_shows")}
        listing={listing}
        columns={ticketColumns(t, formats).slice(1)}
        idOf={({ id }) => id}
        empty={t("boarding.all_came")}
      />
    </section>
  );
}

/** How far a train run has boarded, wagon by wagon, and who has not come. */
export function BoardingPage(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const address = useAddress();
  const [train, date] = [address.get("train"), address.get("date")];
  const run =
    train === undefined || date === undefined
      ? undefined
      : { train_number: train, train_date: date };
  return (
    <Page title={t("nav.boarding")}>
      <Filters>
        <RunFilter address={address} />
      </Filters>
      {run === undefined ? (
        <>
          <p>{t("boarding.choose")}</p>
          <RunsOfDay day={date ?? railwayDay()} />
        </>
      ) : (
        <>
          <Wagons run={run} />
          <NoShows run={run} />
        </>
      )}
    </Page>
  );
}

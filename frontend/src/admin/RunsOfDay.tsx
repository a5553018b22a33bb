import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { base } from "../api/client";
import type { components } from "../api/generated/base";
import { useFormats } from "../shared/format";
import { WholeTable } from "../shared/table/WholeTable";
import { Bar } from "./Bar";

export type RunOfDay = components["schemas"]["RunOfDay"];

export function useRuns(day: string): {
  data: RunOfDay[] | undefined;
  isError: boolean;
  refetch: () => unknown;
} {
  const { data, isError, refetch } = base.useQuery(
    "get",
    "/admin/train_runs",
    { params: { query: { train_date: day } } },
    { refetchInterval: 15_000 },
  );
  return { data: data?.items, isError, refetch };
}

/** The runs that start on a day, with how far each has boarded; each leads to its boarding. */
export function RunsOfDay({ day }: { day: string }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { time, count } = useFormats();
  const navigate = useNavigate();
  const { data, ...query } = useRuns(day);
  return (
    <WholeTable
      label={t("runs.title")}
      rows={data}
      query={query}
      columns={[
        { key: "train", name: t("run.number"), cell: (run) => run.train_number },
        { key: "departs", name: t("tickets.departs"), cell: (run) => time(run.departs_at) },
        { key: "wagons", name: t("runs.wagons"), isNumber: true, cell: (run) => run.wagons.length },
        {
          key: "boarded",
          name: t("nav.boarding"),
          cell: (run) => (
            <Bar
              name=""
              share={run.share}
              words={t("boarding.of", { boarded: count(run.boarded), tickets: count(run.tickets) })}
            />
          ),
        },
        {
          key: "conflicts",
          name: t("nav.conflicts"),
          isNumber: true,
          cell: (run) => run.conflicts,
        },
      ]}
      idOf={({ train_number: number }) => number}
      empty={t("runs.none")}
      onOpen={({ train_number: train }) => {
        void navigate(`/admin/boarding?train=${encodeURIComponent(train)}&date=${day}`);
      }}
    />
  );
}

import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import { Choice } from "../shared/Choice";
import { useFormats } from "../shared/format";
import { railwayDay } from "../shared/railwayTime";
import { SearchField } from "../shared/SearchField";
import { ServerFailed } from "../shared/ServerFailed";
import { StreamState } from "../shared/StreamState";
import { useAddress } from "../shared/useAddress";
import { Waiting } from "../shared/Waiting";
import { Filters, Page } from "../staff/Page";
import { Carriage } from "./Carriage";
import type { Run } from "./train";
import styles from "./TrainPage.module.css";
import { useTrain } from "./useTrain";

function Train({ run }: { run: Run }): React.JSX.Element {
  const { t } = useTranslation("security");
  const { wagons, isError, again, stream } = useTrain(
    { train_number: run.train_number, train_date: run.train_date },
    run.wagons,
  );
  return (
    <>
      <StreamState state={stream} />
      {isError && <ServerFailed again={again} />}
      {wagons === undefined && !isError && <Waiting />}
      <ol className={styles["train"]} aria-label={t("train.wagons")}>
        {wagons?.map((wagon) => (
          <Carriage key={wagon.number} wagon={wagon} run={run} />
        ))}
      </ol>
    </>
  );
}

/** The runs of a day and the one that is looked at: the first, unless another is asked for. */
function useRunsOf(day: string, train: string | undefined) {
  const { data, isError, refetch } = base.useQuery("get", "/monitoring/train_runs", {
    params: { query: { train_date: day } },
  });
  const runs = data?.items ?? [];
  const run = runs.find(({ train_number: number }) => number === train) ?? runs[0];
  return { runs, run, isError, isPending: data === undefined && !isError, refetch };
}

/** A train wagon by wagon: its robots, their cameras and what happens there now. */
export function TrainPage(): React.JSX.Element {
  const { t } = useTranslation("security");
  const { time } = useFormats();
  const address = useAddress();
  const day = address.get("date") ?? railwayDay();
  const { runs, run, isError, isPending, refetch } = useRunsOf(day, address.get("train"));
  const isEmpty = !isPending && !isError && run === undefined;
  return (
    <Page title={t("nav.train")}>
      <Filters>
        <SearchField
          label={t("train.day")}
          type="date"
          value={day}
          onChange={(date) => {
            address.set({ date });
          }}
        />
        {run !== undefined && (
          <Choice
            label={t("robot.train")}
            value={run.train_number}
            options={runs.map(({ train_number: number, departs_at: at }) => ({
              value: number,
              name: `${number} · ${time(at)}`,
            }))}
            onChange={(train) => {
              address.set({ train });
            }}
          />
        )}
      </Filters>
      {isError && <ServerFailed again={() => void refetch()} />}
      {isPending && <Waiting />}
      {isEmpty && <p>{t("train.none")}</p>}
      {run !== undefined && <Train key={`${run.train_number} ${run.train_date}`} run={run} />}
    </Page>
  );
}

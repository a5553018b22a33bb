import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import { Button } from "../shared/Button";
import { useFormats } from "../shared/format";
import { PAGE_AFTER_PAGE } from "../shared/paging";
import { useRefresh } from "../shared/useRefresh";
import { Refused } from "../staff/Refused";
import styles from "./Forms.module.css";
import { type Run, RunFields } from "./RunFields";

const LIST = "/admin/store/{store_id}/trains";
const PAGE_SIZE = 50;
const NONE: Run = { train_number: "", train_date: "" };

function RunLine({ storeId, run }: { storeId: string; run: Run }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { day } = useFormats();
  const refresh = useRefresh();
  const loosing = base.useMutation("delete", "/admin/store/{store_id}/train/unbind", {
    onSuccess: () => refresh(LIST),
  });
  return (
    <li>
      <span>
        {run.train_number} · {day(run.train_date)}
      </span>
      <Refused error={loosing.error} />
      <Button
        kind="quiet"
        disabled={loosing.isPending}
        onClick={() => {
          loosing.mutate({ params: { path: { store_id: storeId }, query: run } });
        }}
      >
        {t("stores.unbind")}
      </Button>
    </li>
  );
}

function Bind({ storeId }: { storeId: string }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const [run, setRun] = useState(NONE);
  const binding = base.useMutation("post", "/admin/store/{store_id}/train", {
    onSuccess: async () => {
      await refresh(LIST);
      setRun(NONE);
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const body = { ...run, train_number: run.train_number.trim() };
    binding.mutate({ params: { path: { store_id: storeId } }, body });
  };
  return (
    <form onSubmit={submit} className={styles["part"]}>
      <div className={styles["row"]}>
        <RunFields value={run} onChange={setRun} />
      </div>
      <Refused error={binding.error} />
      <div className={styles["buttons"]}>
        <Button kind="quiet" type="submit" disabled={binding.isPending}>
          {t("stores.bind")}
        </Button>
      </div>
    </form>
  );
}

/** On which train runs a store sells: it is bound to a run, or taken off it. */
export function StoreRuns({ storeId }: { storeId: string }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const params = { path: { store_id: storeId }, query: { size: PAGE_SIZE } };
  const runs = base.useInfiniteQuery(
    "get",
    LIST,
    { params },
    { ...PAGE_AFTER_PAGE, select: ({ pages }) => pages.flatMap(({ items }) => items) },
  );
  return (
    <section className={styles["part"]}>
      <h3>{t("stores.bind_title")}</h3>
      <Refused error={runs.error} />
      {runs.data?.length === 0 && <p className={styles["soft"]}>{t("stores.no_runs")}</p>}
      <ul className={styles["lines"]}>
        {runs.data?.map((run) => (
          <RunLine key={`${run.train_number} ${run.train_date}`} storeId={storeId} run={run} />
        ))}
      </ul>
      {runs.hasNextPage && (
        <div>
          <Button
            kind="quiet"
            disabled={runs.isFetchingNextPage}
            onClick={() => void runs.fetchNextPage()}
          >
            {t("stores.more_runs")}
          </Button>
        </div>
      )}
      <Bind storeId={storeId} />
    </section>
  );
}

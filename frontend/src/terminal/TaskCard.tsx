import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "../shared/Button";
import { useFormats } from "../shared/format";
import { Badge } from "../staff/Badge";
import { Refused } from "../staff/Refused";
import { CancelTask } from "./CancelTask";
import { HandOver } from "./HandOver";
import styles from "./TaskCard.module.css";
import { noteOf, type Task } from "./tasks";
import { useStep } from "./useStep";

/** One order: for which seat, what, since when, and the next step. */
export function TaskCard({ task }: { task: Task }): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const { time } = useFormats();
  const note = noteOf(task);
  const heading = `task-${task.id}`;
  return (
    <li className={styles["task"]} data-late={task.is_late} aria-labelledby={heading}>
      <h3 id={heading} className={styles["where"]}>
        {task.wagon_number === null
          ? t("task.at_counter")
          : t("task.seat", { wagon: task.wagon_number, place: task.place_number ?? "–" })}
      </h3>
      <p className={styles["times"]}>
        {t("task.since", { time: time(task.created_at) })}
        {task.promised_at !== null && ` · ${t("task.promised", { time: time(task.promised_at) })}`}
      </p>
      {task.is_late && <Badge tone="bad">{t("task.late")}</Badge>}
      <ul className={styles["items"]}>
        {task.items.map((item) => (
          <li key={item.item_id}>
            <strong>{item.count}</strong> × {item.name}
          </li>
        ))}
      </ul>
      {note !== null && <p className={styles["note"]}>{note}</p>}
      {task.age_limit !== null && (
        <Badge tone="warn">{t("task.age", { years: task.age_limit })}</Badge>
      )}
      <Steps task={task} />
    </li>
  );
}

function Steps({ task }: { task: Task }): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const [isCancelling, setCancelling] = useState(false);
  const [isHandingOver, setHandingOver] = useState(false);
  const { take, makeReady, handOver, isPending, isRetrying, error } = useStep(task.id);
  const asksAge = task.age_limit !== null;
  return (
    <>
      {isRetrying && <p role="status">{t("task.sending")}</p>}
      <Refused error={isRetrying ? null : error} />
      <div className={styles["steps"]}>
        {task.state === "NEW" && (
          <Button disabled={isPending} onClick={take}>
            {t("task.take")}
          </Button>
        )}
        {task.state === "TAKEN" && (
          <Button disabled={isPending} onClick={makeReady}>
            {t("task.ready")}
          </Button>
        )}
        {task.state === "READY" && (
          <Button
            disabled={isPending}
            onClick={() => {
              if (asksAge) setHandingOver(true);
              else handOver(false);
            }}
          >
            {t("task.hand_over")}
          </Button>
        )}
        <Button
          kind="quiet"
          disabled={isPending}
          onClick={() => {
            setCancelling(true);
          }}
        >
          {t("task.cancel")}
        </Button>
      </div>
      {isHandingOver && (
        <HandOver
          years={task.age_limit ?? 0}
          onYes={() => {
            setHandingOver(false);
            handOver(true);
          }}
          onNo={() => {
            setHandingOver(false);
          }}
        />
      )}
      {isCancelling && (
        <CancelTask
          taskId={task.id}
          onClose={() => {
            setCancelling(false);
          }}
        />
      )}
    </>
  );
}

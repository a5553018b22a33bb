import "./messages";

import { useEffect, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "../shared/Button";
import styles from "./DelayBar.module.css";
import { Unfinished } from "./bulk";
import { type Delayed, delays } from "./delays";
import { Refused } from "./Refused";

/** What becomes of it, in words. */
function useText({ action, state, error }: Delayed): string {
  const { t } = useTranslation("staff");
  if (state === "waiting") return t("undo.soon", { action });
  if (state === "doing") return t("undo.doing", { action });
  if (!(error instanceof Unfinished)) return t("undo.failed", { action });
  const { left, total } = error;
  return t("undo.failed_some", { action, left, total });
}

function Line({ delayed }: { delayed: Delayed }): React.JSX.Element {
  const { t } = useTranslation(["staff", "common"]);
  const { id, state, error } = delayed;
  const text = useText(delayed);
  return (
    <li className={styles["line"]}>
      <span>{text}</span>
      <Refused error={error} />
      {state === "waiting" && (
        <>
          <Button
            kind="quiet"
            onClick={() => {
              delays.undo(id);
            }}
          >
            {t("undo.undo")}
          </Button>
          <Button kind="quiet" onClick={() => void delays.now(id)}>
            {t("undo.now")}
          </Button>
        </>
      )}
      {state === "failed" && (
        <>
          <Button kind="quiet" onClick={() => void delays.now(id)}>
            {t("common:no_answer.again")}
          </Button>
          <Button
            kind="quiet"
            onClick={() => {
              delays.undo(id);
            }}
          >
            {t("common:action.close")}
          </Button>
        </>
      )}
    </li>
  );
}

/** What is about to be done, and the way back. */
export function DelayBar(): React.JSX.Element {
  const { t } = useTranslation("staff");
  const list = useSyncExternalStore(delays.subscribe, delays.list);
  const isWaiting = list.length > 0;
  useEffect(() => {
    if (!isWaiting) return;
    // Closing the browser now would leave it undone: the browser asks.
    const ask = (event: BeforeUnloadEvent): void => {
      event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => {
      window.removeEventListener("beforeunload", ask);
    };
  }, [isWaiting]);
  return (
    <div role="status" aria-label={t("undo.label")} className={styles["bar"]}>
      {isWaiting && (
        <ul className={styles["lines"]}>
          {list.map((delayed) => (
            <Line key={delayed.id} delayed={delayed} />
          ))}
        </ul>
      )}
    </div>
  );
}

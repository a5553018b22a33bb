import { useTranslation } from "react-i18next";

import type { StreamState as State } from "../api/stream";
import styles from "./StreamState.module.css";

/** Says whether what is seen is of this moment. */
export function StreamState({ state }: { state: State }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <p role="status" className={styles["state"]} data-state={state}>
      {t(`stream.${state}`)}
    </p>
  );
}

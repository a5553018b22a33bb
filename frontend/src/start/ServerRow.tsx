import { useTranslation } from "react-i18next";

import type { ServerId } from "../shared/servers";
import type { Readiness } from "./readiness";
import styles from "./ServerRow.module.css";
import { Stops } from "./Stops";

interface ServerRowProps {
  id: ServerId;
  readiness: Readiness | undefined;
}

export function ServerRow({ id, readiness }: ServerRowProps): React.JSX.Element {
  const { t } = useTranslation(["start", "common"]);
  const state = readiness?.state ?? "unknown";
  return (
    <li className={styles["row"]} data-state={state}>
      <div className={styles["who"]}>
        <h3 className={styles["name"]}>{t(`common:server.${id}.name`)}</h3>
        <p className={styles["about"]}>{t(`common:server.${id}.about`)}</p>
        <p className={styles["state"]}>{t(`state.${state}`)}</p>
      </div>
      <Stops server={t(`common:server.${id}.name`)} readiness={readiness} />
    </li>
  );
}

import { useTranslation } from "react-i18next";

import type { Dependency, Readiness } from "./readiness";
import styles from "./Stops.module.css";

function Stop({ dependency }: { dependency: Dependency }): React.JSX.Element {
  const { t } = useTranslation("start");
  return (
    <li
      className={styles["stop"]}
      data-there={dependency.isThere}
      data-required={dependency.isRequired}
    >
      <span className={styles["dot"]} aria-hidden="true" />
      <span className={styles["name"]}>{dependency.name}</span>
      <span className={styles["state"]}>
        {t(dependency.isThere ? "stops.ok" : "stops.away")}
        {!dependency.isThere && !dependency.isRequired && `, ${t("stops.optional")}`}
      </span>
    </li>
  );
}

interface StopsProps {
  server: string;
  readiness: Readiness | undefined;
}

/** A server's dependencies as the stops of its line. */
export function Stops({ server, readiness }: StopsProps): React.JSX.Element {
  const { t } = useTranslation("start");
  if (readiness === undefined) return <div className={styles["blank"]} aria-hidden="true" />;
  if (readiness.state === "away") return <p className={styles["note"]}>{t("stops.silent")}</p>;
  if (readiness.dependencies.length === 0) {
    return <p className={styles["note"]}>{t("stops.none")}</p>;
  }
  return (
    <ul className={styles["stops"]} aria-label={t("stops.label", { server })}>
      {readiness.dependencies.map((dependency) => (
        <Stop key={dependency.name} dependency={dependency} />
      ))}
    </ul>
  );
}

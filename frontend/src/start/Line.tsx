import { useTranslation } from "react-i18next";

import { currentLanguage } from "../i18n";
import { LOCALES } from "../i18n/languages";
import styles from "./Line.module.css";
import { OverallState } from "./OverallState";
import { Section } from "./Section";
import { ServerRow } from "./ServerRow";
import { POLL_SECONDS, useServerLine } from "./useServerLine";

/** The live state of the three servers, drawn as a route: a line for each, a stop for each dependency. */
export function Line(): React.JSX.Element {
  const { t, i18n } = useTranslation("start");
  const { servers, overall, isGatewayLost, answeredAt } = useServerLine();
  const time = new Intl.DateTimeFormat(LOCALES[currentLanguage(i18n)], { timeStyle: "medium" });
  return (
    <Section
      title={t("servers.title")}
      aside={
        answeredAt > 0 && (
          <p className={styles["time"]}>
            {t("servers.checked_at", { time: time.format(answeredAt) })}
          </p>
        )
      }
    >
      <div className={styles["board"]}>
        <OverallState
          overall={overall}
          isGatewayLost={isGatewayLost}
          hasAnswered={answeredAt > 0}
          seconds={POLL_SECONDS}
        />
        <ul className={styles["rows"]} data-stale={isGatewayLost}>
          {servers.map((server) => (
            <ServerRow key={server.id} id={server.id} readiness={server.readiness} />
          ))}
        </ul>
      </div>
    </Section>
  );
}

import { useTranslation } from "react-i18next";

import styles from "./Planned.module.css";
import { Section } from "./Section";

const AREAS = ["passenger", "store", "security", "administration"] as const;

export function Planned(): React.JSX.Element {
  const { t } = useTranslation("start");
  return (
    <Section
      title={t("planned.title")}
      aside={<span className={styles["badge"]}>{t("planned.badge")}</span>}
    >
      <ul className={styles["areas"]}>
        {AREAS.map((area) => (
          <li key={area} className={styles["area"]}>
            <h3>{t(`planned.${area}.title`)}</h3>
            <p>{t(`planned.${area}.text`)}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

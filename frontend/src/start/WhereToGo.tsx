import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { CopyButton } from "../shared/CopyButton";
import { Section } from "./Section";
import styles from "./WhereToGo.module.css";

const DEMO_COMMAND = "make demo";

export function WhereToGo(): React.JSX.Element {
  const { t } = useTranslation("start");
  return (
    <Section title={t("go.title")}>
      <div className={styles["grid"]}>
        <article className={styles["card"]}>
          <h3>
            <Link to="/docs" className={styles["whole"]}>
              {t("go.docs.title")}
            </Link>
          </h3>
          <p>{t("go.docs.text")}</p>
          <span className={styles["arrow"]} aria-hidden="true">
            →
          </span>
        </article>
        <article className={styles["card"]}>
          <h3>{t("go.demo.title")}</h3>
          <p>{t("go.demo.text")}</p>
          <p className={styles["command"]}>
            <code>{DEMO_COMMAND}</code>
            <CopyButton text={DEMO_COMMAND} />
          </p>
        </article>
      </div>
    </Section>
  );
}

import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import styles from "./Areas.module.css";
import { Section } from "./Section";

const AREAS = [
  { name: "passenger", to: "/tickets" },
  { name: "store", to: "/terminal" },
  { name: "security", to: "/security" },
  { name: "administration", to: "/admin" },
] as const;

/** Who comes here, and where each of them goes on. */
export function Areas(): React.JSX.Element {
  const { t } = useTranslation("start");
  return (
    <Section title={t("areas.title")}>
      <ul className={styles["areas"]}>
        {AREAS.map(({ name, to }) => (
          <li key={name} className={styles["area"]}>
            <h3>
              <Link to={to}>{t(`areas.${name}.title`)}</Link>
            </h3>
            <p>{t(`areas.${name}.text`)}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

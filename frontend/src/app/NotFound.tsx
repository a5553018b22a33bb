import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { usePageTitle } from "../shared/usePageTitle";
import styles from "./Message.module.css";

export function NotFound(): React.JSX.Element {
  const { t } = useTranslation();
  usePageTitle(t("not_found.title"));
  return (
    <div className={styles["message"]}>
      <h1>{t("not_found.title")}</h1>
      <p className={styles["text"]}>{t("not_found.text")}</p>
      <Link to="/">{t("not_found.back")}</Link>
    </div>
  );
}

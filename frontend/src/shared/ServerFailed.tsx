import { useTranslation } from "react-i18next";

import { Button } from "./Button";
import styles from "./Notice.module.css";

/** In the place of what could not be loaded. */
export function ServerFailed({ again }: { again: () => void }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <div role="alert" className={styles["failed"]}>
      <h2>{t("no_answer.title")}</h2>
      <p>{t("no_answer.text")}</p>
      <Button onClick={again}>{t("no_answer.again")}</Button>
    </div>
  );
}

import { useTranslation } from "react-i18next";

import { Button } from "../shared/Button";
import { usePageTitle } from "../shared/usePageTitle";
import styles from "./Message.module.css";

export function Failure(): React.JSX.Element {
  const { t } = useTranslation();
  usePageTitle(t("failure.title"));
  return (
    <div className={styles["message"]} role="alert">
      <h1>{t("failure.title")}</h1>
      <p className={styles["text"]}>{t("failure.text")}</p>
      <Button
        onClick={() => {
          window.location.reload();
        }}
      >
        {t("failure.reload")}
      </Button>
    </div>
  );
}

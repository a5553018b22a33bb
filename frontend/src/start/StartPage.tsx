import { useTranslation } from "react-i18next";

import { usePageTitle } from "../shared/usePageTitle";
import { Areas } from "./Areas";
import { Carriage } from "./Carriage";
import { DebugLogins } from "./DebugLogins";
import { Line } from "./Line";
import styles from "./StartPage.module.css";
import { WhereToGo } from "./WhereToGo";

export function StartPage(): React.JSX.Element {
  const { t } = useTranslation("start");
  usePageTitle();
  return (
    <div className={styles["page"]}>
      <div className={styles["lead"]}>
        <div className={styles["words"]}>
          <h1>{t("lead")}</h1>
          <p>{t("about")}</p>
        </div>
        <Carriage />
      </div>
      <Line />
      <Areas />
      <WhereToGo />
      <DebugLogins />
    </div>
  );
}

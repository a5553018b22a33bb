import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";

import { Account } from "./Account";
import styles from "./Header.module.css";
import { LanguageChoice } from "./LanguageChoice";
import { Mark } from "./Mark";
import { Navigation } from "./Navigation";
import { ThemeChoice } from "./ThemeChoice";

export function Header(): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <header className={styles["header"]}>
      <div className={styles["inner"]}>
        <NavLink to="/" end className={styles["brand"] ?? ""} aria-label={t("name")}>
          <Mark />
          <span className={styles["name"]}>{t("name")}</span>
        </NavLink>
        <Navigation />
        <div className={styles["choices"]}>
          <Account />
          <LanguageChoice />
          <ThemeChoice />
        </div>
      </div>
    </header>
  );
}

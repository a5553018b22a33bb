import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";

import { useMe } from "../session/useMe";
import { Account } from "./Account";
import styles from "./Header.module.css";
import { LanguageChoice } from "./LanguageChoice";
import { Mark } from "./Mark";
import { ThemeChoice } from "./ThemeChoice";

export function Header(): React.JSX.Element {
  const { t } = useTranslation();
  const { data: me } = useMe();
  return (
    <header className={styles["header"]}>
      <div className={styles["inner"]}>
        <NavLink to="/" end className={styles["brand"] ?? ""} aria-label={t("name")}>
          <Mark />
          <span className={styles["name"]}>{t("name")}</span>
        </NavLink>
        <nav aria-label={t("nav.label")} className={styles["nav"]}>
          <NavLink to="/" end>
            {t("nav.start")}
          </NavLink>
          {me?.kind === "passenger" && (
            <>
              <NavLink to="/tickets">{t("nav.tickets")}</NavLink>
              <NavLink to="/my-data">{t("nav.my_data")}</NavLink>
            </>
          )}
          <NavLink to="/docs">{t("nav.docs")}</NavLink>
        </nav>
        <div className={styles["choices"]}>
          <Account />
          <LanguageChoice />
          <ThemeChoice />
        </div>
      </div>
    </header>
  );
}

import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";

import { Account, SignInLink } from "./Account";
import styles from "./Header.module.css";
import { LanguageChoice } from "./LanguageChoice";
import { Mark } from "./Mark";
import { MenuIcon } from "./MenuIcon";
import { Navigation } from "./Navigation";
import { ThemeChoice } from "./ThemeChoice";

const MENU = "header-menu";

/** On a phone, account, language and theme fold into a menu, which the browser itself opens. */
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
        <div className={styles["aside"]}>
          <SignInLink />
          <button
            type="button"
            popoverTarget={MENU}
            className={styles["opener"]}
            aria-label={t("menu")}
          >
            <MenuIcon />
          </button>
          <div id={MENU} popover="auto" className={styles["choices"]}>
            <Account />
            <LanguageChoice />
            <ThemeChoice />
          </div>
        </div>
      </div>
    </header>
  );
}

import "./messages";

import { useTranslation } from "react-i18next";
import { NavLink, Outlet } from "react-router";

import styles from "./SecurityArea.module.css";

/** What the pages of security have in common: the way between them. */
export function SecurityArea(): React.JSX.Element {
  const { t } = useTranslation("security");
  return (
    <div className={styles["area"]}>
      <nav aria-label={t("nav.label")} className={styles["tabs"]}>
        <NavLink to="/security/incidents">{t("nav.incidents")}</NavLink>
        <NavLink to="/security/cameras">{t("nav.cameras")}</NavLink>
        <NavLink to="/security/watch-list">{t("nav.watch_list")}</NavLink>
      </nav>
      <Outlet />
    </div>
  );
}

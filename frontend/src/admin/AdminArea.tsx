import "./messages";

import { useTranslation } from "react-i18next";
import { NavLink, Outlet, useLocation } from "react-router";

import styles from "./AdminArea.module.css";

const GROUPS = {
  railway: ["today", "figures"],
  people: ["users", "engineers"],
  trains: ["tickets", "boarding", "conflicts"],
  devices: ["robots", "terminals"],
  places: ["stores", "stations", "hotels", "attractions"],
  books: ["accounting", "robot_sales", "webhooks"],
  record: ["audit", "transfer"],
} as const;

function pathOf(page: string): string {
  return page === "today" ? "/admin" : `/admin/${page.replace("_", "-")}`;
}

function Links(): React.JSX.Element {
  const { t } = useTranslation("admin");
  return (
    <ul className={styles["groups"]}>
      {(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map((group) => (
        <li key={group}>
          <h2 className={styles["group"]}>{t(`nav.${group}`)}</h2>
          <ul>
            {GROUPS[group].map((page) => (
              <li key={page}>
                <NavLink to={pathOf(page)} end className={styles["link"] ?? ""}>
                  {t(`nav.${page}`)}
                </NavLink>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

/** The administration with its own navigation: beside the page, on a phone folded above it. */
export function AdminArea(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { pathname } = useLocation();
  return (
    <div className={styles["area"]}>
      <nav aria-label={t("nav.label")} className={styles["side"]}>
        <Links />
      </nav>
      <nav aria-label={t("nav.label")} className={styles["menu"]}>
        <details key={pathname}>
          <summary>{t("nav.menu")}</summary>
          <Links />
        </details>
      </nav>
      <div className={styles["page"]}>
        <Outlet />
      </div>
    </div>
  );
}

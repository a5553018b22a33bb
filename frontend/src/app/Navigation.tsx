import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";

import type { Me } from "../session/api";
import { useMe } from "../session/useMe";
import styles from "./Navigation.module.css";

/** The areas of who is signed in. */
function areasOf(me: Me | null | undefined): { to: string; word: `nav.${Area}` }[] {
  if (me?.kind === "engineer") {
    return STAFF_AREAS.filter(({ privilege }) => me.privileges.includes(privilege));
  }
  if (me?.kind !== "passenger") return [];
  return [
    { to: "/tickets", word: "nav.tickets" },
    { to: "/shops", word: "nav.shops" },
    { to: "/orders", word: "nav.orders" },
    { to: "/my-data", word: "nav.my_data" },
  ];
}

type Area = "tickets" | "shops" | "orders" | "my_data" | "security" | "admin";

const STAFF_AREAS = [
  { to: "/security", word: "nav.security", privilege: "SECURITY" },
  { to: "/admin", word: "nav.admin", privilege: "ADMIN" },
] as const;

/** On a phone the areas stand at the bottom, in reach of a thumb. */
export function Navigation(): React.JSX.Element {
  const { t } = useTranslation();
  const { data: me } = useMe();
  const areas = areasOf(me);
  const hasAreas = areas.length > 0;
  return (
    <nav aria-label={t("nav.label")} className={styles["nav"]} data-has-areas={hasAreas}>
      {!hasAreas && (
        <NavLink to="/" end>
          {t("nav.start")}
        </NavLink>
      )}
      {areas.map(({ to, word }) => (
        <NavLink key={to} to={to}>
          {t(word)}
        </NavLink>
      ))}
      <NavLink to="/docs" className={styles["aside"] ?? ""}>
        {t("nav.docs")}
      </NavLink>
    </nav>
  );
}

import { NavLink, Outlet } from "react-router";

import styles from "./Area.module.css";

interface AreaProps {
  /** What the way between the pages is called when it is read out. */
  label: string;
  pages: readonly { to: string; name: string }[];
  /** Whose pages these are, where that is not seen otherwise. */
  owner?: string | undefined;
}

/** What the pages of an area have in common: the way between them. */
export function Area({ label, pages, owner }: AreaProps): React.JSX.Element {
  return (
    <div className={styles["area"]}>
      <nav aria-label={label} className={styles["tabs"]}>
        {pages.map(({ to, name }) => (
          <NavLink key={to} to={to}>
            {name}
          </NavLink>
        ))}
        {owner !== undefined && <span className={styles["owner"]}>{owner}</span>}
      </nav>
      <Outlet />
    </div>
  );
}

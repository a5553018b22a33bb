import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";

import { signOut } from "../session/api";
import { ME, useMe } from "../session/useMe";
import styles from "./Account.module.css";

/** Who is signed in and the way out, or the way in. */
export function Account(): React.JSX.Element {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data: me } = useMe();
  if (!me) {
    return (
      <NavLink to="/sign-in" className={styles["link"] ?? ""}>
        {t("account.sign_in")}
      </NavLink>
    );
  }
  const leave = async (): Promise<void> => {
    const provider = await signOut().catch(() => null);
    await queries.resetQueries({ queryKey: ME });
    if (provider !== null) window.location.assign(provider);
  };
  return (
    <span className={styles["account"]}>
      <span className={styles["name"]}>{me.name}</span>
      <button type="button" className={styles["link"]} onClick={() => void leave()}>
        {t("account.sign_out")}
      </button>
    </span>
  );
}

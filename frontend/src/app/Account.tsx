import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";

import { base } from "../api/client";
import { ME, useMe } from "../session/useMe";
import styles from "./Account.module.css";

/** Who is signed in and the way out, or the way in. */
export function Account(): React.JSX.Element {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data: me } = useMe();
  const leaving = base.useMutation("post", "/auth/logout", {
    onSuccess: ({ provider_logout_url: provider }) => {
      if (typeof provider === "string") window.location.assign(provider);
    },
    onSettled: () => queries.resetQueries({ queryKey: ME }),
  });
  if (!me) {
    return (
      <NavLink to="/sign-in" className={styles["link"] ?? ""}>
        {t("account.sign_in")}
      </NavLink>
    );
  }
  return (
    <span className={styles["account"]}>
      <span className={styles["name"]}>{me.name}</span>
      <button
        type="button"
        className={styles["link"]}
        onClick={() => {
          leaving.mutate({});
        }}
      >
        {t("account.sign_out")}
      </button>
    </span>
  );
}

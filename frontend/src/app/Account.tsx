import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";

import { base } from "../api/client";
import { ME, useMe } from "../session/useMe";
import { delays } from "../staff/delays";
import styles from "./Account.module.css";

/** The way in, for whom nobody knows yet. */
export function SignInLink(): React.JSX.Element | null {
  const { t } = useTranslation();
  const { data: me } = useMe();
  if (me) return null;
  return (
    <NavLink to="/sign-in" className={styles["link"] ?? ""}>
      {t("account.sign_in")}
    </NavLink>
  );
}

/** Who is signed in, and the way out. */
export function Account(): React.JSX.Element | null {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data: me } = useMe();
  const leaving = base.useMutation("post", "/auth/logout", {
    // What was asked for is done by who asked for it, and not by nobody a few seconds later.
    onMutate: delays.settle,
    onSuccess: ({ provider_logout_url: provider }) => {
      if (typeof provider === "string") window.location.assign(provider);
    },
    onSettled: () => queries.resetQueries({ queryKey: ME }),
  });
  if (!me) return null;
  return (
    <span className={styles["account"]}>
      <span className={styles["name"]}>{me.name}</span>
      <button
        type="button"
        data-leave
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

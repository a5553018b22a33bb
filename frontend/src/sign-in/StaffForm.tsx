import { useQueryClient } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { base, codeOf } from "../api/client";
import { ME } from "../session/useMe";
import { Button } from "../shared/Button";
import { messageOf } from "./errors";
import styles from "./SignInPage.module.css";

export function StaffForm({ next }: { next: string }): React.JSX.Element {
  const { t } = useTranslation("signIn");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const attempt = base.useMutation("post", "/auth/engineer/sign_in", {
    onSuccess: async () => {
      await queries.resetQueries({ queryKey: ME });
      await navigate(next);
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    attempt.mutate({ body: { login: login.trim(), password } });
  };
  return (
    <form onSubmit={submit} className={styles["form"]}>
      <TextField value={login} onChange={setLogin} isRequired className={styles["field"] ?? ""}>
        <Label>{t("staff.login")}</Label>
        <Input autoComplete="username" autoCapitalize="none" spellCheck="false" />
      </TextField>
      <TextField
        value={password}
        onChange={setPassword}
        isRequired
        type="password"
        className={styles["field"] ?? ""}
      >
        <Label>{t("staff.password")}</Label>
        <Input autoComplete="current-password" />
      </TextField>
      {attempt.isError && (
        <p role="alert" className={styles["error"]}>
          {t(messageOf(codeOf(attempt.error)))}
        </p>
      )}
      <Button type="submit" disabled={attempt.isPending}>
        {attempt.isPending ? t("staff.waiting") : t("staff.action")}
      </Button>
    </form>
  );
}

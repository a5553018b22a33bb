import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { codeOf } from "../api/client";
import { Button } from "../shared/Button";
import { Field } from "../shared/Field";
import { Notice } from "../shared/Notice";
import { Page } from "../staff/Page";
import { canHaveKey, register } from "./device";
import { registrationRefusal } from "./refusals";
import styles from "./Registration.module.css";

/** Makes a key in this browser and has it registered by an engineer who may. */
export function Registration({
  storeId,
  onDone,
}: {
  storeId: string;
  onDone: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const [store, setStore] = useState(storeId);
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const registering = useMutation({
    mutationFn: () => register(store.trim(), login.trim(), password),
    onSuccess: onDone,
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    registering.mutate();
  };
  return (
    <div className={styles["page"]}>
      <Page title={t("register.title")}>
        <p className={styles["about"]}>{t("register.text")}</p>
        {canHaveKey() ? (
          <form onSubmit={submit} className={styles["form"]}>
            <Field
              label={t("register.store")}
              hint={t("register.store_hint")}
              value={store}
              onChange={setStore}
              isRequired
            />
            <Field label={t("register.login")} value={login} onChange={setLogin} isRequired />
            <Field
              label={t("register.password")}
              type="password"
              value={password}
              onChange={setPassword}
              isRequired
            />
            {registering.isError && (
              <Notice kind="bad">{t(registrationRefusal(codeOf(registering.error)))}</Notice>
            )}
            <Button type="submit" disabled={registering.isPending}>
              {t("register.action")}
            </Button>
          </form>
        ) : (
          <Notice kind="bad">{t("register.insecure")}</Notice>
        )}
      </Page>
    </div>
  );
}

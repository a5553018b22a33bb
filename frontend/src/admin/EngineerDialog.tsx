import { useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import type { components } from "../api/generated/base";
import { Field } from "../shared/Field";
import { Tick } from "../shared/Tick";
import { useRefresh } from "../shared/useRefresh";
import { Danger } from "../staff/Danger";
import { FormDialog } from "../staff/FormDialog";
import { AuthCards } from "./AuthCards";
import styles from "./Forms.module.css";
import { Sessions } from "./Sessions";

export type Engineer = components["schemas"]["EngineerRead"];
type Privilege = components["schemas"]["PrivilegeName"];

const PRIVILEGES: readonly Privilege[] = ["ADMIN", "SECURITY", "ROBOT_LOGIN", "STORE_LOGIN"];

function useEngineerChanges(engineer: Engineer, onClose: () => void) {
  const refresh = useRefresh();
  const onSuccess = async (): Promise<void> => {
    await refresh("/admin/engineers");
    onClose();
  };
  const granting = base.useMutation("put", "/admin/engineer_privileges");
  const renewing = base.useMutation("put", "/admin/engineer/{engineer_id}/password");
  const removing = base.useMutation("delete", "/admin/engineers/{engineer_id}", { onSuccess });
  const params = { path: { engineer_id: engineer.id } };
  const save = async (privileges: Privilege[], password: string): Promise<void> => {
    try {
      await granting.mutateAsync({ body: { id: engineer.id, privileges } });
      if (password !== "") await renewing.mutateAsync({ params, body: { password } });
    } catch {
      return; // The form shows which of the two was refused.
    }
    await onSuccess();
  };
  return {
    save,
    removing,
    remove: () => {
      removing.mutate({ params });
    },
    isPending: granting.isPending || renewing.isPending,
    error: granting.error ?? renewing.error,
  };
}

/** What an engineer may do, in words; another password; the end. */
export function EngineerDialog({
  engineer,
  onClose,
}: {
  engineer: Engineer;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  const [privileges, setPrivileges] = useState(() => new Set(engineer.privileges));
  const [password, setPassword] = useState("");
  const { save, remove, removing, isPending, error } = useEngineerChanges(engineer, onClose);
  const toggle = (privilege: Privilege, isOn: boolean): void => {
    const next = new Set(privileges);
    if (isOn) next.add(privilege);
    else next.delete(privilege);
    setPrivileges(next);
  };
  return (
    <FormDialog
      title={engineer.login}
      action={t("save")}
      isPending={isPending}
      error={error}
      isWide
      onClose={onClose}
      onSubmit={() => void save([...privileges], password)}
    >
      <fieldset className={styles["plain"]}>
        <legend>{t("engineers.may")}</legend>
        {PRIVILEGES.map((privilege) => (
          <Tick
            key={privilege}
            label={t(`privilege.${privilege}.name`)}
            hint={t(`privilege.${privilege}.text`)}
            isOn={privileges.has(privilege)}
            onChange={(isOn) => {
              toggle(privilege, isOn);
            }}
          />
        ))}
      </fieldset>
      <Field
        label={t("engineers.new_password")}
        hint={t("engineers.new_password_hint")}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        minLength={10}
        maxLength={200}
      />
      <AuthCards engineerId={engineer.id} />
      <Sessions kind="engineer" callerId={engineer.id} />
      <div>
        <Danger
          action={t("engineers.remove")}
          question={t("engineers.remove_sure", { login: engineer.login })}
          mutation={removing}
          onYes={remove}
        >
          <p>{t("engineers.remove_text")}</p>
        </Danger>
      </div>
    </FormDialog>
  );
}

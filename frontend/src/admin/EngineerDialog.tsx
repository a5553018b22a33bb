import { useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import type { components } from "../api/generated/base";
import { Button } from "../shared/Button";
import { Dialog, DialogAnswers } from "../shared/Dialog";
import { Field } from "../shared/Field";
import { Tick } from "../shared/Tick";
import { useRefresh } from "../shared/useRefresh";
import { Danger } from "../staff/Danger";
import { FormDialog } from "../staff/FormDialog";
import { AuthCards } from "./AuthCards";
import styles from "./Forms.module.css";
import { Privileges } from "./Privileges";
import { Sessions } from "./Sessions";

export type Engineer = components["schemas"]["EngineerRead"];
type Privilege = components["schemas"]["PrivilegeName"];

const PRIVILEGES: readonly Privilege[] = ["ADMIN", "SECURITY", "ROBOT_LOGIN", "STORE_LOGIN"];

interface EngineerProps {
  engineer: Engineer;
  onClose: () => void;
}

function useDone(onClose: () => void): () => Promise<void> {
  const refresh = useRefresh();
  return async () => {
    await refresh("/admin/engineers");
    onClose();
  };
}

function useEngineerChanges({ engineer, onClose }: EngineerProps) {
  const done = useDone(onClose);
  const granting = base.useMutation("put", "/admin/engineer_privileges");
  const renewing = base.useMutation("put", "/admin/engineer/{engineer_id}/password");
  const params = { path: { engineer_id: engineer.id } };
  const save = async (privileges: Privilege[], password: string): Promise<void> => {
    try {
      await granting.mutateAsync({ body: { id: engineer.id, privileges } });
      if (password !== "") await renewing.mutateAsync({ params, body: { password } });
    } catch {
      return; // The form shows which of the two was refused.
    }
    await done();
  };
  return {
    save,
    isPending: granting.isPending || renewing.isPending,
    error: granting.error ?? renewing.error,
  };
}

/** What holds for all engineers: cards, sessions, the end. */
function EngineerParts({ engineer, onClose }: EngineerProps): React.JSX.Element {
  const { t } = useTranslation("admin");
  const removing = base.useMutation("delete", "/admin/engineers/{engineer_id}", {
    onSuccess: useDone(onClose),
  });
  return (
    <>
      <AuthCards engineerId={engineer.id} />
      <Sessions kind="engineer" callerId={engineer.id} />
      <div>
        <Danger
          action={t("engineers.remove")}
          question={t("engineers.remove_sure", { login: engineer.login })}
          mutation={removing}
          onYes={() => {
            removing.mutate({ params: { path: { engineer_id: engineer.id } } });
          }}
        >
          <p>{t("engineers.remove_text")}</p>
        </Danger>
      </div>
    </>
  );
}

/** Somebody whom the identity provider knows: what they may do is decided there. */
function ProvidedEngineer({ engineer, onClose }: EngineerProps): React.JSX.Element {
  const { t } = useTranslation(["admin", "common"]);
  return (
    <Dialog title={engineer.login} isOpen onClose={onClose} isWide>
      <section className={styles["plain"]}>
        <h3 className={styles["soft"]}>{t("engineers.may")}</h3>
        {engineer.privileges.length === 0 && <p>{t("engineers.nothing")}</p>}
        <Privileges privileges={engineer.privileges} />
        <p>{t("engineers.follows")}</p>
      </section>
      <EngineerParts engineer={engineer} onClose={onClose} />
      <DialogAnswers>
        <Button kind="quiet" onClick={onClose}>
          {t("common:action.close")}
        </Button>
      </DialogAnswers>
    </Dialog>
  );
}

/** Somebody who signs in here: what they may do, in words; another password. */
function OwnEngineer({ engineer, onClose }: EngineerProps): React.JSX.Element {
  const { t } = useTranslation("admin");
  const [privileges, setPrivileges] = useState(() => new Set(engineer.privileges));
  const [password, setPassword] = useState("");
  const { save, isPending, error } = useEngineerChanges({ engineer, onClose });
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
      <EngineerParts engineer={engineer} onClose={onClose} />
    </FormDialog>
  );
}

export function EngineerDialog(props: EngineerProps): React.JSX.Element {
  return props.engineer.is_from_provider ? (
    <ProvidedEngineer {...props} />
  ) : (
    <OwnEngineer {...props} />
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import { Choice } from "../shared/Choice";
import { Field } from "../shared/Field";
import { useRequestKey } from "../shared/requestKey";
import { useRefresh } from "../shared/useRefresh";
import { FormDialog } from "../staff/FormDialog";
import { bodyOf, COMMAND_KINDS, type CommandDraft, NEW_COMMAND } from "./commands";

/** The robot hears of it with its next heartbeat. */
export function GiveCommand({
  robotId,
  onClose,
}: {
  robotId: string;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const keyOf = useRequestKey();
  const [draft, setDraft] = useState(NEW_COMMAND);
  const giving = base.useMutation("post", "/admin/robot/{robot_id}/command", {
    onSuccess: async () => {
      await refresh("/admin/robot/{robot_id}/commands");
      onClose();
    },
  });
  const field = (name: Exclude<keyof CommandDraft, "kind">) => ({
    value: draft[name],
    onChange: (value: string) => {
      setDraft({ ...draft, [name]: value });
    },
    isRequired: true,
  });
  return (
    <FormDialog
      title={t("commands.give")}
      action={t("commands.give")}
      isPending={giving.isPending}
      error={giving.error}
      onClose={onClose}
      onSubmit={() => {
        const body = bodyOf(draft);
        giving.mutate({ params: { path: { robot_id: robotId }, ...keyOf(body) }, body });
      }}
    >
      <Choice
        label={t("commands.what")}
        value={draft.kind}
        options={COMMAND_KINDS.map((value) => ({ value, name: t(`commands.${value}`) }))}
        onChange={(kind) => {
          setDraft({ ...draft, kind });
        }}
      />
      {draft.kind === "SHOW_MESSAGE" && (
        <>
          <Field label={t("commands.text")} maxLength={300} isLong {...field("text")} />
          <Field
            label={t("commands.seconds")}
            type="number"
            min={1}
            max={3600}
            {...field("seconds")}
          />
        </>
      )}
      {draft.kind === "SET_VOLUME" && (
        <Field
          label={t("commands.percent")}
          type="number"
          min={0}
          max={100}
          {...field("percent")}
        />
      )}
      <Field
        label={t("commands.minutes")}
        hint={t("commands.minutes_hint")}
        type="number"
        min={1}
        max={10_080}
        {...field("minutes")}
      />
    </FormDialog>
  );
}

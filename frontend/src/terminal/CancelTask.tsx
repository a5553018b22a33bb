import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Field } from "../shared/Field";
import { Tick } from "../shared/Tick";
import { useRefresh } from "../shared/useRefresh";
import { FormDialog } from "../staff/FormDialog";
import { terminal } from "./client";

/** Nothing is prepared; the money goes back, and what was not prepared is on sale again. */
export function CancelTask({
  taskId,
  onClose,
}: {
  taskId: string;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const refresh = useRefresh();
  const [reason, setReason] = useState("");
  const [restock, setRestock] = useState(true);
  const cancelling = terminal.useMutation("post", "/store/task/{task_id}/cancel", {
    onSuccess: onClose,
    onSettled: () =>
      refresh("/store/tasks", "/store/purchases", "/store/purchase/{purchase_id}", "/store/items"),
  });
  return (
    <FormDialog
      title={t("cancel.title")}
      action={t("cancel.action")}
      isPending={cancelling.isPending}
      error={cancelling.error}
      onClose={onClose}
      onSubmit={() => {
        cancelling.mutate({
          params: { path: { task_id: taskId } },
          body: { refund: { reason: reason.trim(), restock } },
        });
      }}
    >
      <Field
        label={t("cancel.reason")}
        value={reason}
        onChange={setReason}
        isRequired
        maxLength={200}
      />
      <Tick
        label={t("cancel.restock")}
        hint={t("cancel.restock_hint")}
        isOn={restock}
        onChange={setRestock}
      />
    </FormDialog>
  );
}

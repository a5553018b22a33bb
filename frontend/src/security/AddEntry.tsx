import { useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import { Field } from "../shared/Field";
import { MomentField } from "../shared/MomentField";
import { railwayMoment } from "../shared/railwayTime";
import { useRequestKey } from "../shared/requestKey";
import { useRefresh } from "../shared/useRefresh";
import { FormDialog } from "../staff/FormDialog";
import { PictureField } from "../staff/PictureField";

/** Somebody else has to approve it before it matches anybody. */
export function AddEntry({ onClose }: { onClose: () => void }): React.JSX.Element {
  const { t } = useTranslation("security");
  const refresh = useRefresh();
  const key = useRequestKey();
  const [name, setName] = useState("");
  const [reason, setReason] = useState("");
  const [expires, setExpires] = useState("");
  const [face, setFace] = useState<string | null>(null);
  const adding = base.useMutation("post", "/monitoring/watch_list", {
    onSuccess: async () => {
      await refresh("/monitoring/watch_list");
      onClose();
    },
  });
  const submit = (): void => {
    if (face === null) return;
    const body = {
      name: name.trim(),
      reason: reason.trim(),
      expires_at: railwayMoment(expires),
      face,
    };
    adding.mutate({ params: key(body), body });
  };
  return (
    <FormDialog
      title={t("watch_list.add")}
      action={t("watch_list.add")}
      isPending={adding.isPending}
      error={adding.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t("watch_list.second")}</p>
      <Field label={t("entry.name")} value={name} onChange={setName} maxLength={100} isRequired />
      <Field
        label={t("entry.reason")}
        value={reason}
        onChange={setReason}
        maxLength={500}
        isLong
        isRequired
      />
      <MomentField
        label={t("entry.expires")}
        hint={t("entry.expires_hint")}
        value={expires}
        onChange={setExpires}
        isRequired
      />
      <PictureField
        label={t("entry.face")}
        hint={t("entry.face_hint")}
        isRequired
        onChange={setFace}
      />
    </FormDialog>
  );
}

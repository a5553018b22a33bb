import { useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import { Field } from "../shared/Field";
import { useRefresh } from "../shared/useRefresh";
import { Danger } from "../staff/Danger";
import { FormDialog } from "../staff/FormDialog";
import { PictureField } from "../staff/PictureField";

const IDENTITY = "/admin/user/{user_id}/identity";

interface OfUser {
  userId: string;
  onClose: () => void;
}

/** The railway vouches for the passenger's consent. */
export function ReplaceFace({ userId, onClose }: OfUser): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const [face, setFace] = useState<string | null>(null);
  const replacing = base.useMutation("patch", "/admin/user/{user_id}/face", {
    onSuccess: async () => {
      await refresh("/admin/user/{user_id}");
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("users.give_face")}
      action={t("users.give_face")}
      isPending={replacing.isPending}
      error={replacing.error}
      onClose={onClose}
      onSubmit={() => {
        if (face !== null)
          replacing.mutate({ params: { path: { user_id: userId } }, body: { face } });
      }}
    >
      <PictureField
        label={t("users.face")}
        hint={t("users.give_face_hint")}
        isRequired
        onChange={setFace}
      />
    </FormDialog>
  );
}

/** Who the passenger is at the identity provider, where a sign-in cannot tell by itself. */
export function LinkIdentity({ userId, onClose }: OfUser): React.JSX.Element {
  const { t } = useTranslation("admin");
  const [subject, setSubject] = useState("");
  const linking = base.useMutation("put", IDENTITY, { onSuccess: onClose });
  const unlinking = base.useMutation("delete", IDENTITY, { onSuccess: onClose });
  const params = { path: { user_id: userId } };
  return (
    <FormDialog
      title={t("users.identity")}
      action={t("users.link")}
      isPending={linking.isPending}
      error={linking.error}
      onClose={onClose}
      onSubmit={() => {
        linking.mutate({ params, body: { subject: subject.trim() } });
      }}
    >
      <p>{t("users.identity_text")}</p>
      <Field
        label={t("users.subject")}
        hint={t("users.subject_hint")}
        value={subject}
        onChange={setSubject}
        maxLength={255}
        isRequired
      />
      <div>
        <Danger
          action={t("users.unlink")}
          question={t("users.unlink_sure")}
          mutation={unlinking}
          onYes={() => {
            unlinking.mutate({ params });
          }}
        >
          <p>{t("users.unlink_text")}</p>
        </Danger>
      </div>
    </FormDialog>
  );
}

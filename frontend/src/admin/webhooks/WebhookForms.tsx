import { useState } from "react";
import { useTranslation } from "react-i18next";

import { store } from "../../api/client";
import { Field } from "../../shared/Field";
import { Tick } from "../../shared/Tick";
import { useRefresh } from "../../shared/useRefresh";
import { FormDialog } from "../../staff/FormDialog";
import { ShownOnce } from "../../staff/ShownOnce";
import styles from "../Forms.module.css";
import { EVENT_TYPES, EVENT_WORDS, LIST, ONE, type Webhook, type WebhookWrite } from "./webhooks";

const NEW: WebhookWrite = {
  url: "",
  event_types: [...EVENT_TYPES],
  description: "",
  is_active: true,
};

function WebhookFields({
  draft,
  onChange,
}: {
  draft: WebhookWrite;
  onChange: (draft: WebhookWrite) => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  const set = (change: Partial<WebhookWrite>): void => {
    onChange({ ...draft, ...change });
  };
  return (
    <>
      <Field
        label={t("webhooks.url")}
        hint={t("webhooks.url_hint")}
        value={draft.url}
        onChange={(url) => {
          set({ url: url.trim() });
        }}
        maxLength={2048}
        isRequired
      />
      <Field
        label={t("webhooks.about")}
        value={draft.description}
        onChange={(description) => {
          set({ description });
        }}
        maxLength={255}
      />
      <fieldset className={styles["plain"]}>
        <legend>{t("webhooks.events")}</legend>
        {EVENT_TYPES.map((type) => (
          <Tick
            key={type}
            label={t(EVENT_WORDS[type])}
            isOn={draft.event_types.includes(type)}
            onChange={(isOn) => {
              const others = draft.event_types.filter((one) => one !== type);
              set({ event_types: isOn ? [...others, type] : others });
            }}
          />
        ))}
      </fieldset>
      <Tick
        label={t("webhooks.is_active")}
        hint={t("webhooks.is_active_hint")}
        isOn={draft.is_active}
        onChange={(isOn) => {
          set({ is_active: isOn });
        }}
      />
    </>
  );
}

export function SecretOnce({
  secret,
  onClose,
}: {
  secret: string;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  return (
    <ShownOnce
      title={t("webhooks.secret")}
      text={t("webhooks.secret_text")}
      name={t("webhooks.secret")}
      secret={secret}
      onClose={onClose}
    />
  );
}

export function AddWebhook({ onClose }: { onClose: () => void }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const [draft, setDraft] = useState(NEW);
  const adding = store.useMutation("post", "/admin/webhook", { onSuccess: () => refresh(LIST) });
  if (adding.data !== undefined)
    return <SecretOnce secret={adding.data.secret} onClose={onClose} />;
  return (
    <FormDialog
      title={t("webhooks.add")}
      action={t("webhooks.add")}
      isPending={adding.isPending}
      error={adding.error}
      onClose={onClose}
      onSubmit={() => {
        adding.mutate({ body: draft });
      }}
    >
      <WebhookFields draft={draft} onChange={setDraft} />
    </FormDialog>
  );
}

export function ChangeWebhook({
  webhook,
  onClose,
}: {
  webhook: Webhook;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const [draft, setDraft] = useState<WebhookWrite>({
    url: webhook.url,
    event_types: webhook.event_types,
    description: webhook.description,
    is_active: webhook.is_active,
  });
  const changing = store.useMutation("put", ONE, {
    onSuccess: async () => {
      await refresh(LIST, ONE);
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("webhooks.change")}
      action={t("save")}
      isPending={changing.isPending}
      error={changing.error}
      onClose={onClose}
      onSubmit={() => {
        changing.mutate({ params: { path: { webhook_id: webhook.id } }, body: draft });
      }}
    >
      <WebhookFields draft={draft} onChange={setDraft} />
    </FormDialog>
  );
}

/** Both secrets sign for a while, so that the receiver can change over without losing anything. */
export function RotateSecret({
  webhook,
  onClose,
}: {
  webhook: Webhook;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const [hours, setHours] = useState("24");
  const rotating = store.useMutation("post", "/admin/webhook/{webhook_id}/rotate_secret", {
    onSuccess: () => refresh(ONE),
  });
  if (rotating.data !== undefined)
    return <SecretOnce secret={rotating.data.secret} onClose={onClose} />;
  return (
    <FormDialog
      title={t("webhooks.rotate")}
      action={t("webhooks.rotate")}
      isPending={rotating.isPending}
      error={rotating.error}
      onClose={onClose}
      onSubmit={() => {
        const body = { overlap_hours: Number(hours) };
        rotating.mutate({ params: { path: { webhook_id: webhook.id } }, body });
      }}
    >
      <p>{t("webhooks.rotate_text")}</p>
      <Field
        label={t("webhooks.overlap")}
        type="number"
        min={0}
        max={336}
        value={hours}
        onChange={setHours}
        isRequired
      />
    </FormDialog>
  );
}

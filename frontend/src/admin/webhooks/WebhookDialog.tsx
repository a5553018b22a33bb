import { useTranslation } from "react-i18next";

import { store } from "../../api/client";
import { Button } from "../../shared/Button";
import { useFormats } from "../../shared/format";
import { Notice } from "../../shared/Notice";
import { useRefresh } from "../../shared/useRefresh";
import { Badge } from "../../staff/Badge";
import { Danger } from "../../staff/Danger";
import { DetailDialog } from "../../staff/DetailDialog";
import { Facts } from "../../staff/Facts";
import { Refused } from "../../staff/Refused";
import { useDoing } from "../../staff/useDoing";
import styles from "../Forms.module.css";
import { Deliveries } from "./Deliveries";
import { ChangeWebhook, RotateSecret } from "./WebhookForms";
import { DELIVERIES, EVENT_WORDS, LIST, ONE, stateOf, type Webhook } from "./webhooks";

/** One event that is sent at once, to see whether the receiver understands it. */
function Test({ webhookId }: { webhookId: string }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const testing = store.useMutation("post", "/admin/webhook/{webhook_id}/ping", {
    onSettled: () => refresh(DELIVERIES),
  });
  const result = testing.data;
  return (
    <section className={styles["part"]}>
      <h3>{t("webhooks.test")}</h3>
      <Refused error={testing.error} />
      {result !== undefined && (
        <Notice kind={result.is_delivered ? "good" : "bad"}>
          {t(result.is_delivered ? "webhooks.test_good" : "webhooks.test_bad", {
            what: result.status === null ? (result.error ?? "–") : `HTTP ${result.status}`,
            time: result.milliseconds,
          })}
        </Notice>
      )}
      <div>
        <Button
          kind="quiet"
          disabled={testing.isPending}
          onClick={() => {
            testing.mutate({ params: { path: { webhook_id: webhookId } } });
          }}
        >
          {t("webhooks.send_test")}
        </Button>
      </div>
    </section>
  );
}

function WebhookFacts({ webhook }: { webhook: Webhook }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { moment } = useFormats();
  const { key, tone } = stateOf(webhook);
  const former = webhook.former_secret_until;
  return (
    <Facts
      facts={[
        [
          t("state"),
          <Badge key="state" tone={tone}>
            {t(key)}
          </Badge>,
        ],
        [t("webhooks.url"), <code key="url">{webhook.url}</code>],
        [t("webhooks.about"), webhook.description],
        [t("webhooks.events"), webhook.event_types.map((type) => t(EVENT_WORDS[type])).join(", ")],
        [t("created"), moment(webhook.created_at)],
        [t("webhooks.former"), former === null ? "" : moment(former)],
      ]}
    />
  );
}

/** A subscription: where events go, whether they arrive, and its secret's renewal. */
export function WebhookDialog({
  id,
  onClose,
}: {
  id: string;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const [doing, start, end] = useDoing<"change" | "rotate">();
  const params = { path: { webhook_id: id } };
  const query = store.useQuery("get", ONE, { params });
  const deleting = store.useMutation("delete", ONE, {
    onSuccess: async () => {
      onClose();
      await refresh(LIST);
    },
  });
  return (
    <DetailDialog
      title={t("webhooks.one")}
      query={query}
      onClose={onClose}
      actions={() => (
        <>
          <Button onClick={start("change")}>{t("webhooks.change")}</Button>
          <Button kind="quiet" onClick={start("rotate")}>
            {t("webhooks.rotate")}
          </Button>
          <Danger
            action={t("webhooks.remove")}
            question={t("webhooks.remove_sure")}
            mutation={deleting}
            onYes={() => {
              deleting.mutate({ params });
            }}
          >
            <p>{t("webhooks.remove_text")}</p>
          </Danger>
        </>
      )}
    >
      {(webhook) => (
        <>
          <WebhookFacts webhook={webhook} />
          <Test webhookId={id} />
          <Deliveries webhookId={id} />
          {doing === "change" && <ChangeWebhook webhook={webhook} onClose={end} />}
          {doing === "rotate" && <RotateSecret webhook={webhook} onClose={end} />}
        </>
      )}
    </DetailDialog>
  );
}

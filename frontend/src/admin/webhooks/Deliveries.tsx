import { useState } from "react";
import { useTranslation } from "react-i18next";

import { store } from "../../api/client";
import { Button } from "../../shared/Button";
import { Choice } from "../../shared/Choice";
import { useFormats } from "../../shared/format";
import { Notice } from "../../shared/Notice";
import { useRefresh } from "../../shared/useRefresh";
import { Badge } from "../../staff/Badge";
import { Refused } from "../../staff/Refused";
import styles from "../Forms.module.css";
import {
  DELIVERIES,
  type Delivery,
  DELIVERY_STATES,
  DELIVERY_TONES,
  type DeliveryState,
  EVENT_TYPES,
  EVENT_WORDS,
} from "./webhooks";

const SHOWN = 20;

function DeliveryLine({
  webhookId,
  delivery,
}: {
  webhookId: string;
  delivery: Delivery;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { moment } = useFormats();
  const refresh = useRefresh();
  const replaying = store.useMutation(
    "post",
    "/admin/webhook/{webhook_id}/delivery/{delivery_id}/replay",
    { onSettled: () => refresh(DELIVERIES) },
  );
  const type = EVENT_TYPES.find((one) => one === delivery.event_type);
  return (
    <li>
      <Badge tone={DELIVERY_TONES[delivery.state]}>{t(`webhooks.${delivery.state}`)}</Badge>
      <strong>{type === undefined ? delivery.event_type : t(EVENT_WORDS[type])}</strong>
      <span>{moment(delivery.created_at)}</span>
      <span className={styles["soft"]}>
        {[
          t("webhooks.attempts", { count: delivery.attempts }),
          delivery.status === null ? null : `HTTP ${delivery.status}`,
          delivery.error,
          delivery.due_at === null ? null : t("webhooks.due", { time: moment(delivery.due_at) }),
        ]
          .filter((part) => part !== null)
          .join(" · ")}
      </span>
      {delivery.state !== "PENDING" && (
        <Button
          kind="quiet"
          disabled={replaying.isPending}
          onClick={() => {
            const path = { webhook_id: webhookId, delivery_id: delivery.id };
            replaying.mutate({ params: { path } });
          }}
        >
          {t("webhooks.replay")}
        </Button>
      )}
      <Refused error={replaying.error} />
    </li>
  );
}

/** What was sent lately and what became of it; what was given up can be sent once more. */
export function Deliveries({ webhookId }: { webhookId: string }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const [state, setState] = useState<DeliveryState | "">("");
  const path = { webhook_id: webhookId };
  const { data, error } = store.useQuery(
    "get",
    DELIVERIES,
    { params: { path, query: { size: SHOWN, ...(state !== "" && { state }) } } },
    { refetchInterval: 5000 },
  );
  const replaying = store.useMutation("post", "/admin/webhook/{webhook_id}/replay", {
    onSettled: () => refresh(DELIVERIES),
  });
  return (
    <section className={styles["part"]}>
      <h3>{t("webhooks.deliveries")}</h3>
      <div className={styles["row"]}>
        <Choice
          label={t("state")}
          value={state}
          options={[
            { value: "", name: t("any") },
            ...DELIVERY_STATES.map((value) => ({ value, name: t(`webhooks.${value}`) })),
          ]}
          onChange={setState}
        />
      </div>
      <Refused error={error ?? replaying.error} />
      {data?.items.length === 0 && <p className={styles["soft"]}>{t("webhooks.nothing_sent")}</p>}
      <ul className={styles["lines"]}>
        {data?.items.map((delivery) => (
          <DeliveryLine key={delivery.id} webhookId={webhookId} delivery={delivery} />
        ))}
      </ul>
      {replaying.data !== undefined && (
        <Notice kind="good">{t("webhooks.replayed", { count: replaying.data.count })}</Notice>
      )}
      <div>
        <Button
          kind="quiet"
          disabled={replaying.isPending}
          onClick={() => {
            replaying.mutate({ params: { path } });
          }}
        >
          {t("webhooks.replay_dead")}
        </Button>
      </div>
    </section>
  );
}

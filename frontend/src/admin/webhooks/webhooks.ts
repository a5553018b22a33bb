import type { components } from "../../api/generated/store";
import type { Tone } from "../../staff/Badge";

type Schemas = components["schemas"];
export type Webhook = Schemas["WebhookRead"];
export type WebhookWrite = Schemas["WebhookWrite"];
export type Delivery = Schemas["DeliveryRead"];
export type DeliveryState = Schemas["DeliveryState"];
export type EventType = Schemas["EventType"];

export const LIST = "/admin/webhooks";
export const ONE = "/admin/webhook/{webhook_id}";
export const DELIVERIES = "/admin/webhook/{webhook_id}/deliveries";

export const EVENT_TYPES: readonly EventType[] = [
  "purchase.created",
  "purchase.refunded",
  "report.closed",
];

/** Keys of words have no dots in them. */
export const EVENT_WORDS = {
  "purchase.created": "webhooks.purchase_created",
  "purchase.refunded": "webhooks.purchase_refunded",
  "report.closed": "webhooks.report_closed",
} as const satisfies Record<EventType, string>;

export const DELIVERY_STATES: readonly DeliveryState[] = ["PENDING", "DELIVERED", "DEAD"];

export const DELIVERY_TONES: Record<DeliveryState, Tone> = {
  PENDING: "accent",
  DELIVERED: "ok",
  DEAD: "bad",
};

/** Switched off by a person, or by the receiver's own word (410), or neither. */
export function stateOf({ is_active: isActive, disabled_at: disabledAt }: Webhook): {
  key: "webhooks.on" | "webhooks.off" | "webhooks.gone";
  tone: Tone;
} {
  if (isActive) return { key: "webhooks.on", tone: "ok" };
  return disabledAt === null
    ? { key: "webhooks.off", tone: "idle" }
    : { key: "webhooks.gone", tone: "bad" };
}

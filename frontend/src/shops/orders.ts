import type { components } from "../api/generated/store";

export type Order = components["schemas"]["OwnPurchase"];
export type OrderState = components["schemas"]["TaskState"];

/** The way of an order to the seat. */
export const STEPS = ["NEW", "TAKEN", "READY", "HANDED_OVER"] as const;

/** Still to come. */
export const UNDER_WAY: ReadonlySet<OrderState> = new Set(["NEW", "TAKEN", "READY"]);

/** Sold over the counter, there is nothing to wait for. */
export function stateOf({ state }: Pick<Order, "state">): OrderState {
  return state ?? "HANDED_OVER";
}

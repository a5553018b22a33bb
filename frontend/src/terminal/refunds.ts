import type { components } from "../api/generated/store";

type Sale = Pick<components["schemas"]["PurchaseShown"], "items" | "refunds">;

interface Left {
  id: string;
  name: string;
  price: number;
  count: number;
}

/** What of a sale was not given back yet, item by item. */
export function leftOf({ items, refunds }: Sale): Left[] {
  const back = refunds.flatMap((refund) => refund.items);
  return items
    .map(({ item_id: id, name, price_penny: price, count }) => ({
      id,
      name,
      price,
      count: back
        .filter((one) => one.item_id === id && one.price_penny === price)
        .reduce((left, one) => left - one.count, count),
    }))
    .filter(({ count }) => count > 0);
}

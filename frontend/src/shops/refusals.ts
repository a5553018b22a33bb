const KNOWN = [
  "OUT_OF_STOCK",
  "PRICE_CHANGED",
  "ITEM_ARCHIVED",
  "ITEM_NOT_FOUND",
  "STORE_NOT_ON_TRAIN",
  "STORE_NOT_FOUND",
  "SEAT_NOT_FOUND",
  "NEIGHBOUR_UNAVAILABLE",
] as const;

/** The words for a refused order. */
export function messageOf(code: string): `refusal.${(typeof KNOWN)[number] | "other"}` {
  return `refusal.${KNOWN.find((known) => known === code) ?? "other"}`;
}

interface Named {
  prices?: Record<string, number>;
  left?: Record<string, number>;
}

function numbers(items: object[], field: string): Record<string, number> {
  return Object.fromEntries(
    items.flatMap((item) => {
      const { item_id: id, [field]: value } = item as Record<string, unknown>;
      return typeof id === "string" && typeof value === "number" ? [[id, value]] : [];
    }),
  );
}

/** What a refusal says of the items: their prices of now, or how many are left. */
export function namedBy(refusal: unknown): Named | null {
  if (typeof refusal !== "object" || refusal === null || !("items" in refusal)) return null;
  const items = Array.isArray(refusal.items)
    ? refusal.items.filter((item): item is object => typeof item === "object" && item !== null)
    : [];
  return { prices: numbers(items, "price_penny"), left: numbers(items, "left") };
}

import { useEffect, useState } from "react";

import type { components } from "../api/generated/store";
import { newKey } from "../shared/requestKey";
import { recall, remember } from "../shared/storage";

export type Item = components["schemas"]["ItemShown"];

/** A row of the basket, at the price that the buyer was shown. */
export interface Line {
  id: string;
  name: string;
  price: number;
  count: number;
}

/** `key` names the one order that these rows may become, however often it is sent. */
export interface Basket {
  lines: Line[];
  key: string;
}

const MOST_OF_ONE = 99;

export function emptyBasket(): Basket {
  return { lines: [], key: newKey() };
}

/** Another basket is another order, so it takes another key. */
function having(lines: Line[]): Basket {
  return { lines, key: newKey() };
}

export function withCount(basket: Basket, item: Omit<Line, "count">, count: number): Basket {
  const wanted = Math.min(Math.max(count, 0), MOST_OF_ONE);
  const line = { ...item, count: wanted };
  const isThere = basket.lines.some(({ id }) => id === item.id);
  const lines = isThere
    ? basket.lines.map((one) => (one.id === item.id ? line : one))
    : [...basket.lines, line];
  return having(lines.filter((one) => one.count > 0));
}

/** After a refusal: `prices` and `left` are what the server named, by item. */
export function corrected(
  basket: Basket,
  { prices = {}, left = {} }: { prices?: Record<string, number>; left?: Record<string, number> },
): Basket {
  const lines = basket.lines.map((line) => ({
    ...line,
    price: prices[line.id] ?? line.price,
    count: Math.min(line.count, left[line.id] ?? line.count),
  }));
  return having(lines.filter(({ count }) => count > 0));
}

export function totalOf(basket: Basket): number {
  return basket.lines.reduce((sum, { price, count }) => sum + price * count, 0);
}

export function countOf(basket: Basket, itemId?: string): number {
  return basket.lines
    .filter(({ id }) => itemId === undefined || id === itemId)
    .reduce((sum, { count }) => sum + count, 0);
}

function isBasket(value: unknown): value is Basket {
  if (typeof value !== "object" || value === null) return false;
  const { lines, key } = value as Partial<Basket>;
  return (
    typeof key === "string" &&
    Array.isArray(lines) &&
    lines.every((line) => Number.isInteger(line.count) && Number.isInteger(line.price))
  );
}

function stored(storeId: string): Basket {
  try {
    const value: unknown = JSON.parse(recall(`basket.${storeId}`) ?? "null");
    return isBasket(value) ? value : emptyBasket();
  } catch {
    return emptyBasket();
  }
}

/** The basket of one store, which outlives a reload of the page. */
export function useBasket(storeId: string): [Basket, (change: (basket: Basket) => Basket) => void] {
  const [basket, setBasket] = useState(() => stored(storeId));
  useEffect(() => {
    remember(`basket.${storeId}`, JSON.stringify(basket));
  }, [storeId, basket]);
  return [basket, setBasket];
}

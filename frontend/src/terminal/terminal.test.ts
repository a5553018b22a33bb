import { describe, expect, it } from "vitest";

import { pennyOf, rublesOf } from "./prices";
import { leftOf } from "./refunds";
import { deltaOf } from "./stock";
import { byColumn, noteOf, type Task } from "./tasks";

function task(id: string, change: Partial<Task> = {}): Task {
  return {
    id,
    store_id: "s",
    purchase_id: "p",
    user_id: null,
    state: "NEW",
    is_ready: false,
    items: [],
    additional_data: null,
    wagon_number: null,
    place_number: null,
    created_at: "2026-03-08T10:00:00Z",
    promised_at: null,
    is_late: false,
    taken_at: null,
    taken_by: null,
    ready_at: null,
    ready_by: null,
    handed_over_at: null,
    handed_over_by: null,
    cancelled_at: null,
    cancelled_by: null,
    age_limit: null,
    age_confirmed_at: null,
    ...change,
  };
}

describe("the board", () => {
  it("has what was promised first at the top of its column", () => {
    const columns = byColumn([
      task("by order time", { created_at: "2026-03-08T10:20:00Z" }),
      task("soon", { promised_at: "2026-03-08T10:15:00Z" }),
      task("later", { promised_at: "2026-03-08T10:30:00Z" }),
      task("cooking", { state: "TAKEN" }),
      task("gone", { state: "HANDED_OVER" }),
    ]);
    expect(columns.NEW.map(({ id }) => id)).toEqual(["soon", "by order time", "later"]);
    expect(columns.TAKEN.map(({ id }) => id)).toEqual(["cooking"]);
    expect(columns.READY).toEqual([]);
  });

  it("shows a note only where there is one", () => {
    expect(noteOf(task("1", { additional_data: { note: "No onions" } }))).toBe("No onions");
    expect(noteOf(task("1", { additional_data: { note: "" } }))).toBeNull();
    expect(noteOf(task("1", { additional_data: { note: 7 } }))).toBeNull();
    expect(noteOf(task("1"))).toBeNull();
  });
});

describe("prices", () => {
  it("are whole pennies, with a point or a comma", () => {
    expect(pennyOf("0.29")).toBe(29);
    expect(pennyOf("1,15")).toBe(115);
    expect(pennyOf(rublesOf(39_001))).toBe(39_001);
  });
});

describe("a movement of stock", () => {
  it("adds a delivery, corrects by a count, and takes away all else", () => {
    expect(deltaOf("DELIVERY", 5, 3)).toBe(5);
    expect(deltaOf("COUNT", 5, 3)).toBe(2);
    expect(deltaOf("COUNT", 0, 3)).toBe(-3);
    expect(deltaOf("WASTE", 2, 3)).toBe(-2);
    expect(deltaOf("TRANSFER", 1, 3)).toBe(-1);
  });
});

describe("what can be paid back", () => {
  it("is what was not paid back yet", () => {
    const sold = (id: string, count: number): object => ({
      item_id: id,
      name: id,
      count,
      price_penny: 100,
    });
    const sale = {
      items: [sold("tea", 3), sold("cake", 1)],
      refunds: [{ items: [sold("tea", 1)] }, { items: [sold("cake", 1), sold("tea", 1)] }],
    } as unknown as Parameters<typeof leftOf>[0];
    expect(leftOf(sale)).toEqual([{ id: "tea", name: "tea", price: 100, count: 1 }]);
  });
});

import { describe, expect, it } from "vitest";

import { type Basket, corrected, countOf, emptyBasket, totalOf, withCount } from "./basket";
import { messageOf, namedBy } from "./refusals";
import { seatsOn } from "./SeatChoice";

const tea = { id: "tea", name: "Tea", price: 12_000 };
const soup = { id: "soup", name: "Soup", price: 46_000 };

function filled(): Basket {
  return withCount(withCount(emptyBasket(), tea, 2), soup, 1);
}

describe("a basket", () => {
  it("adds up in pennies", () => {
    expect(totalOf(filled())).toBe(70_000);
    expect(countOf(filled())).toBe(3);
    expect(countOf(filled(), "tea")).toBe(2);
    expect(countOf(filled(), "cake")).toBe(0);
  });

  it("keeps the order of its rows when a count changes, and drops the row at nought", () => {
    expect(withCount(filled(), tea, 5).lines.map(({ id }) => id)).toEqual(["tea", "soup"]);
    expect(withCount(filled(), tea, 0).lines.map(({ id }) => id)).toEqual(["soup"]);
    expect(withCount(filled(), tea, -1).lines).toHaveLength(1);
  });

  it("is another order after each change, and the same one without", () => {
    const basket = filled();
    expect(withCount(basket, tea, 3).key).not.toBe(basket.key);
    expect(corrected(basket, {}).key).not.toBe(basket.key);
    expect(basket.key).toMatch(/^[0-9a-f]{32}$/);
  });

  it("takes the price of now, and no more than is left", () => {
    const refused = { items: [{ item_id: "tea", left: 1 }, { item_id: "soup", left: 0 }, 7, null] };
    expect(corrected(filled(), namedBy(refused) ?? {}).lines).toEqual([{ ...tea, count: 1 }]);
    const dearer = { code: "PRICE_CHANGED", items: [{ item_id: "tea", price_penny: 13_000 }] };
    expect(totalOf(corrected(filled(), namedBy(dearer) ?? {}))).toBe(72_000);
  });

  it("stays as it is when a refusal names no items", () => {
    expect(namedBy({ code: "NEIGHBOUR_UNAVAILABLE" })).toBeNull();
    expect(namedBy(new TypeError("Failed to fetch"))).toBeNull();
  });
});

describe("a refused order", () => {
  it("has words, also for what nobody expected", () => {
    expect(messageOf("OUT_OF_STOCK")).toBe("refusal.OUT_OF_STOCK");
    expect(messageOf("SOMETHING_NEW")).toBe("refusal.other");
  });
});

describe("seats", () => {
  it("are those of valid tickets on the runs of the store", () => {
    const ticket = {
      id: "1",
      user_id: "u",
      train_number: "002A",
      wagon_number: 7,
      place_number: 21,
      station_id: "moscow",
      destination: "tver",
      date: "2026-03-08T20:00:00Z",
      start_date: "2026-03-08",
      state: "VALID" as const,
      boarded_at: null,
      boarded_by: null,
      revoked_at: null,
    };
    const tickets = [
      ticket,
      { ...ticket, id: "2", state: "REVOKED" as const },
      { ...ticket, id: "3", start_date: "2026-03-09" },
      { ...ticket, id: "4", train_number: "092A" },
    ];
    const runs = [{ train_number: "002A", train_date: "2026-03-08" }];
    expect(seatsOn(tickets, runs)).toEqual([{ ticket: "1", wagon: 7, place: 21 }]);
    expect(seatsOn(tickets, [])).toEqual([]);
  });
});

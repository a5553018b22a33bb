import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { type Answers, serveAnswers } from "../test/gateway";
import { renderPage } from "../test/renderPage";
import { withSession } from "../test/session";

const SHOP = "018f0000-0000-7000-8000-00000000000a";
const MENU = `/store_api/passenger/store/${SHOP}`;
const ORDER = "/store_api/passenger/purchase";

function item(id: string, name: string, available: number): object {
  return {
    id,
    store_id: SHOP,
    name,
    description: "",
    price_penny: 12_000,
    logo_url: null,
    category: "Drinks",
    balance: available,
    available,
    translations: {},
    allergens: ["MILK"],
    age_limit: null,
    is_archived: false,
    language: null,
  };
}

function ok(body: unknown): { status: number; body: unknown } {
  return { status: 200, body };
}

function page(items: object[]): object {
  return { items, total: items.length, page: 1, size: 100, next_cursor: null };
}

const shop = {
  id: SHOP,
  name: "Dining car",
  description: "",
  logo_url: null,
  store_type: "RESTAURANT",
  train_number: "002A",
  train_date: "2026-03-08",
};
const answers: Answers = {
  "/base_api/auth/me": ok({
    kind: "passenger",
    id: "1",
    name: "Anna",
    privileges: [],
    store_id: null,
  }),
  "/base_api/users/me/tickets": ok([]),
  "/store_api/passenger/stores?language=en": ok([shop]),
  [`${MENU}/items?size=100&language=en&page=1`]: ok(
    page([item("t", "Tea", 2), item("c", "Cake", 0)]),
  ),
  [`${MENU}/categories?language=en`]: ok([]),
};

withSession();

async function fillBasket(): Promise<void> {
  renderPage(`/shops/${SHOP}`);
  await userEvent.click(await screen.findByRole("button", { name: "One more: Tea" }));
  await userEvent.click(screen.getByRole("button", { name: "One more: Tea" }));
}

describe("the menu", () => {
  it("sells no more than there is", async () => {
    serveAnswers(answers);
    await fillBasket();
    expect(screen.getByRole("button", { name: "One more: Tea" })).toBeDisabled();
    expect(screen.queryByRole("button", { name: "One more: Cake" })).toBeNull();
    expect(screen.getByText("Sold out")).toBeVisible();
    expect(screen.getByText("Contains: milk", { selector: "li:first-child *" })).toBeVisible();
    expect(screen.getByRole("link", { name: /Basket: 2 pieces/ })).toHaveTextContent("240");
  });

  it("says when the shop is away, and can be tried again", async () => {
    serveAnswers({ ...answers, [`${MENU}/items?size=100&language=en&page=1`]: "lost" });
    renderPage(`/shops/${SHOP}`);
    await screen.findByRole("alert");
    serveAnswers(answers);
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Tea")).toBeVisible();
  });
});

describe("an order", () => {
  it("carries the shown prices and its key, and empties the basket", async () => {
    const bought = { id: "p1" };
    const asked = serveAnswers({ ...answers, [ORDER]: { status: 201, body: bought } });
    await fillBasket();
    await userEvent.click(screen.getByRole("link", { name: /Basket/ }));
    await userEvent.click(await screen.findByRole("button", { name: "Order" }));
    await screen.findByRole("alert"); // The page of the order, which this gateway does not know.
    const sent = asked.mock.calls.find(([path]) => path === ORDER)?.[1] as Request;
    expect(sent.headers.get("Idempotency-Key")).toMatch(/^[0-9a-f]{32}$/);
    expect(await sent.json()).toEqual({
      store_id: SHOP,
      items: [{ item_id: "t", count: 2, price_penny: 12_000 }],
    });
    expect(localStorage.getItem(`provodnik.basket.${SHOP}`)).toContain('"lines":[]');
  });

  it("is sent again under the same key when the answer was lost", async () => {
    const asked = serveAnswers({ ...answers, [ORDER]: "lost" });
    await fillBasket();
    await userEvent.click(screen.getByRole("link", { name: /Basket/ }));
    await userEvent.click(await screen.findByRole("button", { name: "Order" }));
    expect(await screen.findByText(/never placed twice/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Order" }));
    const keys = asked.mock.calls
      .filter(([path]) => path === ORDER)
      .map(([, request]) => (request as Request).headers.get("Idempotency-Key"));
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  it("that wants too many is cut down to what is left, under another key", async () => {
    const refused = { code: "OUT_OF_STOCK", detail: "", items: [{ item_id: "t", left: 1 }] };
    serveAnswers({ ...answers, [ORDER]: { status: 409, body: refused } });
    await fillBasket();
    await userEvent.click(screen.getByRole("link", { name: /Basket/ }));
    const key = (): unknown =>
      (JSON.parse(localStorage.getItem(`provodnik.basket.${SHOP}`) ?? "{}") as { key?: string })
        .key;
    await screen.findByRole("button", { name: "Order" });
    const first = key();
    await userEvent.click(screen.getByRole("button", { name: "Order" }));
    expect(await screen.findByText(/fewer left/)).toBeVisible();
    expect(within(screen.getByRole("group", { name: "Tea" })).getByText("1")).toBeVisible();
    expect(key()).not.toBe(first);
  });
});

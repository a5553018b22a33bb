import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { me, page, sentTo } from "../test/admin";
import { type Answers, serveAnswers } from "../test/gateway";
import { renderPage } from "../test/renderPage";
import { withSession } from "../test/session";

const ID = "018f0000-0000-7000-8000-000000000002";
const webhook = {
  id: ID,
  url: "https://books.example/events",
  event_types: ["purchase.created"],
  description: "Books",
  is_active: true,
  disabled_at: null,
  former_secret_until: null,
  created_at: "2026-03-08T10:00:00Z",
};
const dead = {
  id: "d",
  event_id: "e",
  event_type: "purchase.created",
  state: "DEAD",
  attempts: 12,
  due_at: null,
  attempted_at: "2026-03-09T10:00:00Z",
  status: 500,
  error: null,
  created_at: "2026-03-08T10:00:00Z",
  finished_at: "2026-03-09T10:00:00Z",
};
const one = `/store_api/admin/webhook/${ID}`;
const hooks: Answers = {
  ...me("ADMIN"),
  "/store_api/admin/webhooks?page=1": page([webhook]),
  [one]: { status: 200, body: webhook },
  [`${one}/deliveries?size=20`]: page([dead]),
};

withSession();

describe("a webhook", () => {
  it("shows its secret once, and refuses an address of the inside in words", async () => {
    const path = "/store_api/admin/webhook";
    serveAnswers({ ...hooks, [path]: { status: 409, body: { code: "WEBHOOK_URL_REFUSED" } } });
    renderPage("/admin/webhooks");
    await userEvent.click(await screen.findByRole("button", { name: "Subscribe an address" }));
    const dialog = within(await screen.findByRole("dialog"));
    await userEvent.type(dialog.getByLabelText(/Address/), "https://10.0.0.1/");
    await userEvent.click(dialog.getByRole("checkbox", { name: "Refunds" }));
    const send = dialog.getByRole("button", { name: "Subscribe an address" });
    await userEvent.click(send);
    expect(await dialog.findByRole("alert")).toHaveTextContent("public https addresses only");
    const body = { ...webhook, secret: "whsec_once" };
    const asked = serveAnswers({ ...hooks, [path]: { status: 201, body } });
    await userEvent.click(send);
    expect(await screen.findByText("whsec_once")).toBeVisible();
    expect(await sentTo(asked, path)).toMatchObject({
      event_types: ["purchase.created", "report.closed"],
    });
    await userEvent.click(screen.getByRole("button", { name: "Close" }));
    expect(screen.queryByText("whsec_once")).toBeNull();
  });

  it("is tested, and what was given up is sent again", async () => {
    const asked = serveAnswers({
      ...hooks,
      [`${one}/ping`]: {
        status: 200,
        body: { is_delivered: false, status: null, error: "timeout", milliseconds: 5000 },
      },
      [`${one}/replay`]: { status: 200, body: { count: 3 } },
    });
    renderPage(`/admin/webhooks?show=${ID}`);
    await userEvent.click(await screen.findByRole("button", { name: "Send a test event" }));
    expect(await screen.findByText("Not taken: timeout, 5000 ms")).toBeVisible();
    expect(screen.getByText(/12 attempts · HTTP 500/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Send all given up again" }));
    expect(await screen.findByText("3 events are on their way again.")).toBeVisible();
    expect(asked).toHaveBeenCalledWith(`${one}/replay`, expect.anything());
  });

  it("gets a new secret while the old one still signs", async () => {
    const path = `${one}/rotate_secret`;
    const asked = serveAnswers({
      ...hooks,
      [path]: { status: 200, body: { ...webhook, secret: "whsec_new" } },
    });
    renderPage(`/admin/webhooks?show=${ID}`);
    await userEvent.click(await screen.findByRole("button", { name: "New secret" }));
    const form = within(await screen.findByRole("dialog", { name: "New secret" }));
    await userEvent.click(form.getByRole("button", { name: "New secret" }));
    expect(await screen.findByText("whsec_new")).toBeVisible();
    expect(await sentTo(asked, path)).toEqual({ overlap_hours: 24 });
  });
});

describe("an engineer's card", () => {
  const cards = `/base_api/admin/engineer/${ID}/auth_card`;
  const engineer: Answers = {
    ...me("ADMIN"),
    "/base_api/admin/engineers?page=1": page([{ id: ID, login: "guard", privileges: [] }]),
    [`${cards}s?size=100`]: page([]),
    [`/base_api/admin/sessions?kind=engineer&caller_id=${ID}`]: {
      status: 200,
      body: { kind: "engineer", caller_id: ID, items: [] },
    },
  };

  it("has a key that is made here and shown once", async () => {
    const body = { id: "c", engineer_id: ID, created_at: "2026-03-08T10:00:00Z" };
    const asked = serveAnswers({ ...engineer, [cards]: { status: 201, body } });
    renderPage("/admin/engineers");
    await userEvent.click(await screen.findByRole("rowheader", { name: "guard" }));
    await userEvent.click(await screen.findByRole("button", { name: "Give a card" }));
    const form = within(await screen.findByRole("dialog", { name: "Give a card" }));
    await userEvent.click(form.getByRole("button", { name: "Give a card" }));
    const shown = within(await screen.findByRole("dialog", { name: "The card is given" }));
    const { key } = (await sentTo(asked, cards)) as { key: string };
    expect(shown.getByText(key)).toBeVisible();
    // A slip would lose it.
    await userEvent.keyboard("{Escape}");
    fireEvent.pointerDown(document.body, { button: 0 });
    await userEvent.click(document.body);
    expect(shown.getByText(key)).toBeVisible();
    // The form of the engineer, in which this one was opened, was not sent along.
    expect(asked).not.toHaveBeenCalledWith(
      "/base_api/admin/engineer_privileges",
      expect.anything(),
    );
  });

  it("is refused when it is somebody's already", async () => {
    serveAnswers({ ...engineer, [cards]: { status: 409, body: { code: "CARD_TAKEN" } } });
    renderPage("/admin/engineers");
    await userEvent.click(await screen.findByRole("rowheader", { name: "guard" }));
    await userEvent.click(await screen.findByRole("button", { name: "Give a card" }));
    const form = within(await screen.findByRole("dialog", { name: "Give a card" }));
    await userEvent.type(form.getByLabelText(/Read from the card/), "04a1b2c3");
    await userEvent.click(form.getByRole("button", { name: "Give a card" }));
    expect(await form.findByRole("alert")).toHaveTextContent("somebody's already");
  });
});

describe("the books", () => {
  it("add a day up, and give its lines as files", async () => {
    const figures = {
      purchases: 3,
      purchases_penny: 90_000,
      refunds: 1,
      refunds_penny: 10_000,
      net_penny: 80_000,
    };
    const stores = [{ ...figures, store_id: ID, store_name: "Café" }];
    serveAnswers({
      ...me("ADMIN"),
      "/store_api/admin/accounting/summary?date=2026-03-08": {
        status: 200,
        body: { ...figures, date: "2026-03-08", stores },
      },
    });
    renderPage("/admin/accounting?date=2026-03-08");
    expect(await screen.findByRole("row", { name: /Café/ })).toHaveTextContent("800");
    expect(screen.getByRole("link", { name: "Download as JSON lines" })).toHaveAttribute(
      "href",
      "/store_api/admin/accounting/export?date=2026-03-08&format=jsonl",
    );
  });

  it("are those of one store, which is looked up by a part of its name", async () => {
    const stores = "/store_api/admin/stores?";
    const summary = "/store_api/admin/accounting/summary?date=2026-03-08";
    const asked = serveAnswers({
      ...me("ADMIN"),
      [`${stores}size=20`]: page([{ id: ID, name: "Café" }]),
      [`${stores}size=20&is_archived=true`]: page([]),
      [`${stores}size=20&name=new`]: page([]),
      [`${stores}size=20&name=new&is_archived=true`]: page([{ id: "x", name: "Newsstand" }]),
    });
    renderPage("/admin/accounting?date=2026-03-08");
    const field = await screen.findByRole("combobox", { name: "Store" });
    expect(field).toHaveAttribute("placeholder", "All stores");
    // Nothing is looked up before it is opened.
    expect(asked).not.toHaveBeenCalledWith(`${stores}size=20`, expect.anything());
    await userEvent.click(field);
    expect(await screen.findByRole("option", { name: "Café" })).toBeVisible();
    await userEvent.keyboard("new");
    await screen.findByRole("option", { name: "Newsstand" });
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(field).toHaveValue("Newsstand");
    expect(asked).toHaveBeenCalledWith(`${summary}&store_id=x`, expect.anything());
    await userEvent.click(screen.getByRole("button", { name: "Clear: Store" }));
    expect(field).toHaveValue("");
    expect(field).toHaveFocus();
  });

  it("keep the store of the address, whatever is typed beside it", async () => {
    serveAnswers({
      ...me("ADMIN"),
      "/store_api/admin/stores?size=20": page([]),
      "/store_api/admin/stores?size=20&is_archived=true": page([]),
      "/store_api/admin/stores?size=100&id=x": page([{ id: "x", name: "Newsstand" }]),
    });
    renderPage("/admin/accounting?date=2026-03-08&store=x");
    const field = await screen.findByRole("combobox", { name: "Store" });
    await waitFor(() => {
      expect(field).toHaveValue("Newsstand");
    });
    await userEvent.type(field, "!");
    await userEvent.tab();
    expect(field).toHaveValue("Newsstand");
  });

  it("say that stores cannot be found now", async () => {
    serveAnswers({ ...me("ADMIN"), "/store_api/admin/stores?size=20": "lost" });
    renderPage("/admin/accounting?date=2026-03-08");
    await userEvent.click(await screen.findByRole("combobox", { name: "Store" }));
    expect(await screen.findByText(/The search failed/)).toBeVisible();
  });
});

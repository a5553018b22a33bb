import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { serveAnswers } from "../test/gateway";
import { renderPage } from "../test/renderPage";
import { sortTickets, type Ticket } from "./tickets";

const DAY_MS = 24 * 3600 * 1000;
const TICKETS = "/base_api/users/me/tickets";
const me = {
  status: 200,
  body: { kind: "passenger", id: "1", name: "Anna", privileges: [], store_id: null },
};

function ticket(id: string, days: number, state: Ticket["state"] = "VALID"): Ticket {
  return {
    id,
    user_id: "1",
    train_number: "002A",
    wagon_number: 7,
    place_number: 21,
    station_id: "Moscow",
    destination: `City ${id}`,
    date: new Date(Date.now() + days * DAY_MS).toISOString(),
    start_date: "2026-03-08",
    state,
    boarded_at: state === "USED" ? new Date().toISOString() : null,
    boarded_by: null,
    revoked_at: null,
  };
}

describe("tickets", () => {
  it("are sorted by what still is to come", () => {
    const all = [
      ticket("later", 5),
      ticket("soon", 1),
      ticket("travelling", -2, "USED"),
      ticket("gone", -2),
      ticket("cancelled", 3, "REVOKED"),
      ticket("long ago", -30, "USED"),
    ];
    const { coming, past } = sortTickets(all, Date.now());
    expect(coming.map(({ id }) => id)).toEqual(["travelling", "soon", "later"]);
    expect(past.map(({ id }) => id)).toEqual(["cancelled", "gone", "long ago"]);
  });
});

describe("the page of a passenger's tickets", () => {
  beforeEach(() => {
    document.cookie = "csrf_token=0123abcd";
  });
  afterEach(() => {
    document.cookie = "csrf_token=; max-age=0";
  });

  it("shows each with its code", async () => {
    const body = [ticket("1", 1), ticket("2", -10, "REVOKED")];
    serveAnswers({ "/base_api/auth/me": me, [TICKETS]: { status: 200, body } });
    renderPage("/tickets");
    const card = (await screen.findByText("Moscow → City 1")).closest("li");
    if (card === null) throw new Error("the ticket is no list item");
    expect(within(card).getByRole("img")).toHaveAttribute("src", `${TICKETS}/1/qr.svg`);
    expect(within(card).getByText("21")).toBeVisible();
    expect(screen.getAllByRole("img", { name: /The code of the ticket/ })).toHaveLength(1);
  });

  it("says when there are none", async () => {
    serveAnswers({ "/base_api/auth/me": me, [TICKETS]: { status: 200, body: [] } });
    renderPage("/tickets");
    expect(await screen.findByText(/You have no tickets/)).toBeVisible();
  });

  it("can be tried again when the server was away", async () => {
    serveAnswers({ "/base_api/auth/me": me, [TICKETS]: { status: 503, body: { code: "X" } } });
    renderPage("/tickets");
    await screen.findByRole("alert");
    serveAnswers({ "/base_api/auth/me": me, [TICKETS]: { status: 200, body: [ticket("1", 1)] } });
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Moscow → City 1")).toBeVisible();
  });

  it("is for passengers: others are asked to sign in and come back", async () => {
    document.cookie = "csrf_token=; max-age=0";
    serveAnswers({});
    renderPage("/tickets");
    const link = await screen.findByRole("link", { name: "Continue to the sign-in page" });
    expect(link).toHaveAttribute("href", "/base_api/auth/login?next=%2Ftickets");
  });
});

import { screen, waitForElementToBeRemoved, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { serveAnswers } from "../test/gateway";
import { renderPage } from "../test/renderPage";
import { withSession } from "../test/session";
import { sortTickets, type Ticket, wantedOffline } from "./tickets";

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
      ticket("just left", -0.5, "USED"),
      ticket("perhaps under way", -2, "USED"),
      ticket("gone", -2),
      ticket("cancelled", 3, "REVOKED"),
      ticket("long ago", -30, "USED"),
    ];
    const { coming, boarded, past } = sortTickets(all, Date.now());
    expect(coming.map(({ id }) => id)).toEqual(["just left", "soon", "later"]);
    expect(boarded.map(({ id }) => id)).toEqual(["perhaps under way"]);
    expect(past.map(({ id }) => id)).toEqual(["cancelled", "gone", "long ago"]);
  });
});

describe("what the tickets need without a network", () => {
  it("is nothing without tickets", () => {
    expect(wantedOffline(sortTickets([], 0))).toEqual([]);
  });

  it("are the next codes, and the names of all stations once", () => {
    const tickets = [ticket("1", 1), ticket("2", 2, "REVOKED"), ticket("3", -3, "USED")];
    expect(wantedOffline(sortTickets(tickets, Date.now()))).toEqual([
      "/base_api/auth/me",
      TICKETS,
      "/base_api/stations?id=City%201&id=City%202&id=City%203&id=Moscow",
      `${TICKETS}/1/qr.svg`,
      `${TICKETS}/3/qr.svg`,
    ]);
  });
});

describe("the page of a passenger's tickets", () => {
  withSession();

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

  it("shows what left three days ago under no word that says it is to come", async () => {
    const body = [ticket("1", 1), ticket("2", -3, "USED"), ticket("3", -30, "USED")];
    serveAnswers({ "/base_api/auth/me": me, [TICKETS]: { status: 200, body } });
    renderPage("/tickets");
    const titles = await screen.findAllByRole("heading", { level: 2 });
    expect(titles.map((title) => title.textContent)).toEqual(["Ahead", "Boarded lately", "Over"]);
    expect(screen.getAllByText(/^Boarded on /)).toHaveLength(2);
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

  it("says so when what it shows is of an earlier time, and no longer when it is of now", async () => {
    const body = [ticket("1", 1)];
    const headers = { "X-Seen-At": "2026-03-08T09:30:00Z" };
    serveAnswers({ "/base_api/auth/me": me, [TICKETS]: { status: 200, body, headers } });
    renderPage("/tickets");
    const notice = await screen.findByText(/There is no connection/);
    expect(notice).toHaveTextContent("8 Mar 2026, 12:30");
    serveAnswers({ "/base_api/auth/me": me, [TICKETS]: { status: 200, body } });
    window.dispatchEvent(new Event("offline"));
    window.dispatchEvent(new Event("online"));
    await waitForElementToBeRemoved(notice);
  });

  it("is for passengers: others are asked to sign in and come back", async () => {
    document.cookie = "csrf_token=; max-age=0";
    serveAnswers({});
    renderPage("/tickets");
    const link = await screen.findByRole("link", { name: "Continue to the sign-in page" });
    expect(link).toHaveAttribute("href", "/base_api/auth/login?next=%2Ftickets&language=en");
  });
});

import { screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { me } from "../test/admin";
import { type Answers, serveAnswers } from "../test/gateway";
import { renderPage } from "../test/renderPage";

const run = {
  train_number: "002A",
  train_date: "2026-03-08",
  departs_at: "2026-03-08T20:00:00Z",
  wagons: [7, 8],
  tickets: 200,
  boarded: 50,
  share: 0.25,
  conflicts: 1,
};
const boarding = {
  ...run,
  refused: { ALREADY_USED: 2 },
  wagons: [
    { wagon_number: 7, tickets: 100, boarded: 50, share: 0.5, refused: {} },
    { wagon_number: null, tickets: 0, boarded: 0, share: null, refused: { UNKNOWN_TICKET: 1 } },
  ],
};
const robots = (total: number) => ({
  status: 200,
  body: { items: [], total, total_is_estimate: false, page: 1, size: 1, next_cursor: null },
});
const railway: Answers = {
  ...me("ADMIN"),
  "/base_api/admin/train_runs?train_date=2026-03-08": { status: 200, body: { items: [run] } },
  "/base_api/admin/robots?connection=ONLINE&size=1": robots(12),
  "/base_api/admin/robots?connection=DEGRADED&size=1": robots(1),
  "/base_api/admin/robots?connection=OFFLINE&size=1": robots(3),
  "/base_api/admin/incidents/figures": { status: 200, body: { open: 4, hours: [] } },
  "/store_api/admin/statistics?since=2026-03-07T21%3A00%3A00.000Z": {
    status: 200,
    body: {
      since: "2026-03-07T21:00:00Z",
      until: "2026-03-08T10:00:00Z",
      purchases: 2,
      purchases_penny: 70_000,
      refunds_penny: 10_000,
      revenue_penny: 60_000,
      hours: [
        { hour: "2026-03-08T06:00:00Z", purchases: 2, purchases_penny: 70_000, refunds_penny: 0 },
        { hour: "2026-03-08T07:00:00Z", purchases: 0, purchases_penny: 0, refunds_penny: 10_000 },
      ],
      best_sellers: [{ item_id: "i", name: "Tea", count: 7, amount_penny: 70_000 }],
    },
  },
  "/base_api/admin/train_run/boarding?train_number=002A&train_date=2026-03-08": {
    status: 200,
    body: boarding,
  },
};

beforeEach(() => {
  document.cookie = "csrf_token=0123abcd";
  vi.useFakeTimers({ now: new Date("2026-03-08T10:00:00Z"), toFake: ["Date"] });
});
afterEach(() => {
  document.cookie = "csrf_token=; max-age=0";
  vi.useRealTimers();
});

describe("the administration's start page", () => {
  it("tells how the railway is today", async () => {
    serveAnswers(railway);
    renderPage("/admin");
    expect(await screen.findByRole("link", { name: /Boarded today50 of 200/ })).toBeVisible();
    expect(await screen.findByRole("link", { name: /Robots online12.*look: 1/ })).toBeVisible();
    expect(await screen.findByRole("link", { name: /Open incidents4/ })).toBeVisible();
    expect(await screen.findByRole("link", { name: /Sales today.*600/ })).toBeVisible();
    expect(screen.getByRole("row", { name: /002A/ })).toHaveTextContent("50 of 200");
  });

  it("still tells what is known when a server is away", async () => {
    const sales = Object.keys(railway).find((path) => path.startsWith("/store_api"));
    serveAnswers({ ...railway, [sales ?? ""]: "lost" });
    renderPage("/admin");
    expect(await screen.findByRole("link", { name: /Open incidents4/ })).toBeVisible();
    expect(screen.getByRole("link", { name: /Sales today–/ })).toBeVisible();
  });
});

describe("the boarding", () => {
  it("offers the runs of today, and shows wagons as a table too", async () => {
    serveAnswers(railway);
    const first = renderPage("/admin/boarding");
    expect(await screen.findByRole("rowheader", { name: "002A" })).toBeVisible();
    first.unmount();
    renderPage("/admin/boarding?train=002A&date=2026-03-08");
    const table = within(await screen.findByRole("table", { hidden: true, name: /by wagon/ }));
    expect(table.getByRole("row", { hidden: true, name: "7 50 50" })).toBeInTheDocument();
    expect(table.getAllByRole("row", { hidden: true })).toHaveLength(2);
  });
});

describe("the figures", () => {
  it("put sales into the hours of the railway's day", async () => {
    serveAnswers(railway);
    renderPage("/admin/figures?span=day");
    const table = within(await screen.findByRole("table", { hidden: true, name: "Sales by hour" }));
    expect(table.getByRole("row", { hidden: true, name: /^9:00 .*700/ })).toBeInTheDocument();
    expect(table.getByRole("row", { hidden: true, name: /^10:00 .*-.*100/ })).toBeInTheDocument();
    expect(await screen.findByText("There were no incidents in the last 14 days.")).toBeVisible();
  });
});

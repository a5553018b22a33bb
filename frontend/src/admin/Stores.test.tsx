import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { me, page, sentTo } from "../test/admin";
import { type Answers, serveAnswers } from "../test/gateway";
import { renderPage } from "../test/renderPage";
import { withSession } from "../test/session";

const ID = "018f0000-0000-7000-8000-000000000003";
const bistro = {
  id: ID,
  name: "Bistro",
  description: "",
  store_type: "RESTAURANT",
  logo_url: null,
  preparation_minutes: null,
  translations: {},
  is_archived: false,
};
const run = { train_number: "092A", train_date: "2026-03-08" };
const of = `/base_api/admin/store/${ID}`;
const answers: Answers = {
  ...me("ADMIN"),
  "/store_api/admin/stores?page=1": page([bistro]),
  [`/store_api/admin/store/${ID}`]: { status: 200, body: bistro },
  [`${of}/trains?size=50&page=1`]: page([run]),
};

withSession();

it("shows on which runs a store sells, and takes it off one", async () => {
  const gone = `${of}/train/unbind?train_number=092A&train_date=2026-03-08`;
  const asked = serveAnswers({ ...answers, [gone]: { status: 200, body: { status: "OK" } } });
  renderPage(`/admin/stores?show=${ID}`);
  const line = (await screen.findByText(/092A · /)).closest("li") as HTMLElement;
  await userEvent.click(within(line).getByRole("button", { name: "Take off this run" }));
  expect(asked).toHaveBeenCalledWith(gone, expect.anything());
});

it("shows the runs of a store page after page", async () => {
  const runs = Array.from({ length: 51 }, (_, place) => ({ ...run, train_number: `${place}K` }));
  const part = (number: number, items: unknown[]) => {
    const body = { items, total: 51, total_is_estimate: false, page: number, size: 50 };
    return { status: 200, body };
  };
  serveAnswers({
    ...answers,
    [`${of}/trains?size=50&page=1`]: part(1, runs.slice(0, 50)),
    [`${of}/trains?size=50&page=2`]: part(2, runs.slice(50)),
  });
  renderPage(`/admin/stores?show=${ID}`);
  expect(await screen.findByText(/^49K · /)).toBeVisible();
  expect(screen.queryByText(/^50K · /)).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Show more" }));
  expect(await screen.findByText(/^50K · /)).toBeVisible();
  expect(screen.getByText(/^0K · /)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
});

it("lets a store sell on one more run", async () => {
  const path = `${of}/train`;
  const asked = serveAnswers({ ...answers, [path]: { status: 200, body: { status: "OK" } } });
  renderPage(`/admin/stores?show=${ID}`);
  await userEvent.type(await screen.findByLabelText(/Train/), " 094B ");
  await userEvent.type(screen.getByLabelText(/Start of the run/), "2026-03-09");
  await userEvent.click(screen.getByRole("button", { name: "Sell on this run" }));
  expect(await sentTo(asked, path)).toEqual({
    train_number: "094B",
    train_date: "2026-03-09",
  });
});

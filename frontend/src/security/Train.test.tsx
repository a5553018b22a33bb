import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { me, page } from "../test/admin";
import { type Answers, serveAnswers } from "../test/gateway";
import { incident } from "../test/incidents";
import { renderPage } from "../test/renderPage";
import { withSession } from "../test/session";

const OF_RUN = "train_number=002A&train_date=2026-03-08&size=100";
const robot = {
  id: "018f0000-0000-7000-8000-0000003f2a1b",
  robot_model_name: "Kiosk",
  connection: "DEGRADED",
  state: "ERROR",
  trip: { train_number: "002A", train_date: "2026-03-08", wagon_number: 7 },
  reported_at: null,
};
const camera = {
  id: "c1",
  robot_id: robot.id,
  robot_name: "Kiosk",
  camera_id: "front",
  name: "Front",
  place: "Vestibule",
  is_on: true,
  thresholds: {},
};
const run = {
  train_number: "002A",
  train_date: "2026-03-08",
  departs_at: "2026-03-08T20:00:00Z",
  wagons: [7, 8],
  tickets: 2,
  boarded: 1,
  share: 0.5,
  conflicts: 0,
};
const railway: Answers = {
  ...me("SECURITY"),
  "/base_api/monitoring/train_runs?train_date=2026-03-08": { status: 200, body: { items: [run] } },
  [`/base_api/monitoring/robots?${OF_RUN}`]: page([robot]),
  [`/base_api/monitoring/cameras?robot_id=${robot.id}&size=100`]: page([camera]),
  [`/base_api/monitoring/incidents?${OF_RUN}&is_alarm=true&state=NEW&state=ACKNOWLEDGED`]: page([
    incident("i1"),
  ]),
};

withSession();

describe("the train", () => {
  it("shows wagons with what is in them, and leads to it", async () => {
    serveAnswers(railway);
    renderPage("/security/train?date=2026-03-08");
    const wagons = within(await screen.findByRole("list", { name: "Wagons" }));
    const seven = await wagons.findByRole("heading", { name: "Wagon 7" });
    const inside = within(seven.closest("li") ?? document.body);
    expect(inside.getByRole("link", { name: /Fight/ })).toHaveAttribute(
      "href",
      "/security/incidents/i1",
    );
    expect(inside.getByRole("link", { name: /Kiosk.*Needs a look/ })).toHaveAttribute(
      "href",
      "/security/robots?train=002A&date=2026-03-08",
    );
    expect(inside.getByRole("link", { name: "Camera: Front" })).toHaveAttribute(
      "href",
      `/security/cameras?show=c1&robot=${robot.id}`,
    );
    const eight = wagons.getByRole("heading", { name: "Wagon 8" });
    expect(eight.closest("li")).toHaveTextContent("Nothing here");
  });

  it("says when no train runs, and when a server is away", async () => {
    const path = "/base_api/monitoring/train_runs?train_date=2026-03-08";
    serveAnswers({ ...railway, [path]: { status: 200, body: { items: [] } } });
    const first = renderPage("/security/train?date=2026-03-08");
    expect(await screen.findByText("No run starts on this day.")).toBeVisible();
    first.unmount();
    serveAnswers({ ...railway, [path]: "lost" });
    renderPage("/security/train?date=2026-03-08");
    expect(await screen.findByRole("button", { name: "Try again" })).toBeVisible();
  });
});

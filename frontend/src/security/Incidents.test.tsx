import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { sentTo } from "../test/admin";
import { type Answers, serveAnswers } from "../test/gateway";
import { detail, incident, pageOf } from "../test/incidents";
import { renderPage } from "../test/renderPage";
import { withSession } from "../test/session";

const LIST = "/base_api/monitoring/incidents?page=1&is_alarm=true&state=NEW&state=ACKNOWLEDGED";
const ONE = "/base_api/monitoring/incident/1";

function me(privileges: string[]): Answers {
  const body = { kind: "engineer", id: "1", name: "guard", privileges, store_id: null };
  return { "/base_api/auth/me": { status: 200, body } };
}

const guard: Answers = {
  ...me(["SECURITY"]),
  [LIST]: { status: 200, body: pageOf([incident("1")]) },
  [ONE]: { status: 200, body: detail("1") },
};

withSession();

describe("the incidents", () => {
  it("are for engineers with the privilege", async () => {
    serveAnswers(me(["ADMIN"]));
    renderPage("/security");
    expect(await screen.findByRole("alert")).toHaveTextContent("SECURITY");
  });

  it("show where, what and how sure, and that the connection is lost", async () => {
    serveAnswers(guard);
    renderPage("/security");
    const card = await screen.findByRole("link", { name: /Fight/ });
    expect(card).toHaveTextContent("Train 002A · Wagon 7 · Vestibule");
    expect(card).toHaveTextContent("Certainty 87%");
    expect(await screen.findByText(/Connection lost/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Sound is off" })).toBeVisible();
  });

  it("are taken on, and may be refused to who comes second", async () => {
    const asked = serveAnswers({
      ...guard,
      [`${ONE}/acknowledge`]: { status: 409, body: { code: "INCIDENT_STATE_CONFLICT" } },
    });
    renderPage("/security/incidents/1");
    await userEvent.click(await screen.findByRole("button", { name: "Take it on" }));
    expect(await screen.findByText(/Somebody else was faster/)).toBeVisible();
    expect(asked.mock.calls.filter(([path]) => path === ONE).length).toBeGreaterThan(1);
  });

  it("are false alarms only with a reason", async () => {
    const acknowledged = { status: 200, body: detail("1", { state: "ACKNOWLEDGED" }) };
    const asked = serveAnswers({
      ...guard,
      [ONE]: acknowledged,
      [`${ONE}/false_alarm`]: acknowledged,
    });
    renderPage("/security/incidents/1");
    await userEvent.click(await screen.findByRole("button", { name: "False alarm…" }));
    const dialog = within(screen.getByRole("dialog"));
    await userEvent.click(dialog.getByRole("button", { name: "Mark as a false alarm" }));
    expect(asked).not.toHaveBeenCalledWith(`${ONE}/false_alarm`, expect.anything());
    await userEvent.type(dialog.getByLabelText(/Why it is/), "A game");
    await userEvent.click(dialog.getByRole("button", { name: "Mark as a false alarm" }));
    expect(await sentTo(asked, `${ONE}/false_alarm`)).toEqual({ reason: "A game" });
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("tell who was recognised and where they sit", async () => {
    const seats = [{ ticket_id: "t", wagon_number: 7, place_number: 21 }];
    const participants = [
      { kind: "PASSENGER" as const, subject_id: "u", name: "Anna", confidence: 0.9, seats },
    ];
    serveAnswers({ ...guard, [ONE]: { status: 200, body: detail("1", { participants }) } });
    renderPage("/security/incidents/1");
    const person = (await screen.findByText("Anna")).closest("li");
    expect(person).toHaveTextContent("Wagon 7, seat 21");
  });
});

describe("the robots", () => {
  it("show where they are and how", async () => {
    const robot = {
      id: "018f0000-0000-7000-8000-0000003f2a1b",
      robot_model_name: "Kiosk",
      connection: "DEGRADED",
      state: "ERROR",
      trip: { train_number: "002A", train_date: "2026-03-08", wagon_number: 7 },
      reported_at: null,
    };
    const list = { items: [robot], total: 1, total_is_estimate: false, page: 1, size: 50 };
    serveAnswers({ ...guard, "/base_api/monitoring/robots?page=1": { status: 200, body: list } });
    renderPage("/security/robots");
    const row = await screen.findByRole("row", { name: /Kiosk/ });
    for (const words of ["Needs a look", "Out of order", "002A", "7"]) {
      expect(row).toHaveTextContent(words);
    }
  });
});

import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { me, page, sentTo } from "../test/admin";
import { type Answers, serveAnswers } from "../test/gateway";
import { renderPage } from "../test/renderPage";
import { withSession } from "../test/session";

const ENGINEER = "018f0000-0000-7000-8000-000000000002";
const admin: Answers = {
  ...me("ADMIN"),
  "/base_api/admin/users?size=100&page=1": page([{ id: "u1", name: "Anna" }]),
  "/base_api/admin/users?size=100&page=1&name=Me": page([{ id: "u2", name: "Mei" }]),
  "/base_api/admin/engineers?page=1": page([
    { id: ENGINEER, login: "guard", privileges: ["SECURITY"] },
  ]),
  [`/base_api/admin/engineer/${ENGINEER}/auth_cards?size=100`]: page([]),
  [`/base_api/admin/sessions?kind=engineer&caller_id=${ENGINEER}`]: {
    status: 200,
    body: { kind: "engineer", caller_id: ENGINEER, items: [] },
  },
};

withSession();

describe("the administration", () => {
  it("is for engineers with the privilege", async () => {
    serveAnswers(me("SECURITY"));
    renderPage("/admin");
    expect(await screen.findByRole("alert")).toHaveTextContent("ADMIN");
  });

  it("looks a passenger up by the beginning of the name, and keeps that in the address", async () => {
    serveAnswers(admin);
    renderPage("/admin/users?name=Me");
    expect(await screen.findByRole("rowheader", { name: "Mei" })).toBeVisible();
    expect(screen.getByLabelText("Name begins with")).toHaveValue("Me");
    await userEvent.clear(screen.getByLabelText("Name begins with"));
    expect(await screen.findByRole("rowheader", { name: "Anna" })).toBeVisible();
  });

  it("can be tried again when the server was away", async () => {
    serveAnswers({ ...admin, "/base_api/admin/users?size=100&page=1": { status: 503, body: {} } });
    renderPage("/admin/users");
    await screen.findByText("This cannot be shown now");
    serveAnswers(admin);
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("rowheader", { name: "Anna" })).toBeVisible();
  });

  it("finds tickets by the passenger's name, or by the number", async () => {
    const path = "/base_api/admin/tickets?size=100&page=1";
    const asked = serveAnswers(admin);
    renderPage("/admin/tickets?user=Anna");
    await waitFor(() => {
      expect(asked).toHaveBeenCalledWith(`${path}&user_name=Anna`, expect.anything());
    });
    const field = screen.getByLabelText("Passenger's name or number");
    await userEvent.clear(field);
    await userEvent.type(field, ENGINEER);
    await waitFor(() => {
      expect(asked).toHaveBeenCalledWith(`${path}&user_id=${ENGINEER}`, expect.anything());
    });
  });

  it("gives privileges, and says why the last administrator keeps one", async () => {
    const path = "/base_api/admin/engineer_privileges";
    const asked = serveAnswers({
      ...admin,
      [path]: { status: 409, body: { code: "LAST_ADMINISTRATOR" } },
    });
    renderPage("/admin/engineers");
    await userEvent.click(await screen.findByRole("rowheader", { name: "guard" }));
    const dialog = within(await screen.findByRole("dialog"));
    await userEvent.click(dialog.getByRole("checkbox", { name: /Robots/ }));
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    expect(await dialog.findByRole("alert")).toHaveTextContent("last administrator");
    expect(await sentTo(asked, path, "PUT")).toEqual({
      id: ENGINEER,
      privileges: ["SECURITY", "ROBOT_LOGIN"],
    });
  });

  it("leaves privileges and password of the provider's engineers to the provider", async () => {
    const olga = { id: ENGINEER, login: "olga", privileges: ["SECURITY"], is_from_provider: true };
    serveAnswers({ ...admin, "/base_api/admin/engineers?page=1": page([olga]) });
    renderPage("/admin/engineers");
    const row = within(await screen.findByRole("row", { name: /olga/ }));
    expect(row.getByText("Identity provider")).toBeVisible();
    await userEvent.click(row.getByRole("rowheader"));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText(/follow the roles/)).toBeVisible();
    expect(dialog.getByText("Security")).toBeVisible();
    expect(dialog.queryByRole("checkbox")).toBeNull();
    expect(dialog.queryByLabelText("New password")).toBeNull();
    expect(dialog.queryByRole("button", { name: "Save" })).toBeNull();
    expect(dialog.getByRole("button", { name: /Delete the engineer/ })).toBeVisible();
  });

  it("imports a file only when it has no faults", async () => {
    const path = "/base_api/admin/import/users?dry_run=true";
    const errors = [{ row: 3, column: "name", code: "TOO_LONG", message: "Too long." }];
    const report = { rows: 2, created: 0, changed: 0, dry_run: true, codes: [] };
    serveAnswers({
      ...admin,
      [path]: { status: 200, body: { ...report, total_errors: 1, errors } },
    });
    renderPage("/admin/transfer");
    const file = new File([], "users.csv", { type: "text/csv" });
    // jsdom's files cannot be read.
    file.text = () => Promise.resolve("name\nA\n");
    await userEvent.upload(await screen.findByLabelText("CSV file"), file);
    await userEvent.click(screen.getByRole("button", { name: "Look at the file" }));
    expect(await screen.findByText("Too long.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Import" })).toBeDisabled();
    serveAnswers({
      ...admin,
      [path]: { status: 200, body: { ...report, created: 2, total_errors: 0, errors: [] } },
    });
    await userEvent.click(screen.getByRole("button", { name: "Look at the file" }));
    expect(await screen.findByText(/no faults/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Import" })).toBeEnabled();
  });
});

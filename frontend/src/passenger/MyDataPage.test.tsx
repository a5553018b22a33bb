import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { type Answers, serveAnswers } from "../test/gateway";
import { renderPage } from "../test/renderPage";
import * as download from "../shared/download";

const EXPORT = "/base_api/users/me/export";
const ME = "/base_api/users/me";
const answers: Answers = {
  "/base_api/auth/me": {
    status: 200,
    body: { kind: "passenger", id: "1", name: "Anna", privileges: [], store_id: null },
  },
};
const receipt = {
  id: "018f0000-0000-7000-8000-000000000000",
  secret: "the-key",
  state: "PENDING",
  erased_at: "2026-03-08T10:00:00Z",
  finished_at: null,
  removed: [
    { server: "base_server", what: "name", count: 1, state: "DONE" },
    { server: "face_server", what: "face", count: null, state: "PENDING" },
  ],
  kept: [{ server: "base_server", what: "tickets", count: 2, why: "Accounting." }],
};

beforeEach(() => {
  document.cookie = "csrf_token=0123abcd";
});
afterEach(() => {
  document.cookie = "csrf_token=; max-age=0";
  vi.restoreAllMocks();
});

describe("what is held about a passenger", () => {
  it("is handed out as a file, and says when a part is missing", async () => {
    const saved = vi.spyOn(download, "downloadJson").mockReturnValue();
    const body = { made_at: "2026-03-08T10:00:00Z", is_complete: false };
    serveAnswers({ ...answers, [EXPORT]: { status: 200, body } });
    renderPage("/my-data");
    await userEvent.click(await screen.findByRole("button", { name: "Download my data" }));
    expect(await screen.findByText(/its part is missing/)).toBeVisible();
    expect(saved).toHaveBeenCalledWith(body, "provodnik-2026-03-08.json");
  });

  it("is erased only after a second question, and the receipt stays", async () => {
    const asked = serveAnswers({ ...answers, [ME]: { status: 200, body: receipt } });
    renderPage("/my-data");
    await userEvent.click(await screen.findByRole("button", { name: "Erase me…" }));
    expect(asked).not.toHaveBeenCalledWith(ME, expect.anything());
    const dialog = screen.getByRole("alertdialog");
    await userEvent.click(within(dialog).getByRole("button", { name: "Erase for good" }));
    expect(await screen.findByText("the-key")).toBeVisible();
    expect(screen.getByText(/the face \(will be removed/)).toBeVisible();
  });

  it("stays when the question is answered with no", async () => {
    const asked = serveAnswers(answers);
    renderPage("/my-data");
    await userEvent.click(await screen.findByRole("button", { name: "Erase me…" }));
    await userEvent.click(screen.getByRole("button", { name: "Keep it" }));
    expect(screen.queryByRole("alertdialog")).toBeNull();
    expect(asked).not.toHaveBeenCalledWith(ME, expect.anything());
  });

  it("says that nothing was erased when the server was away", async () => {
    serveAnswers({ ...answers, [ME]: { status: 503, body: { code: "UNAVAILABLE" } } });
    renderPage("/my-data");
    await userEvent.click(await screen.findByRole("button", { name: "Erase me…" }));
    await userEvent.click(screen.getByRole("button", { name: "Erase for good" }));
    expect(await screen.findByText(/Nothing was erased/)).toBeVisible();
  });
});

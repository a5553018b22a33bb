import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { me, page } from "../test/admin";
import { type Answers, serveAnswers } from "../test/gateway";
import { renderPage } from "../test/renderPage";
import { delays } from "./delays";

const ONE = "/base_api/admin/store_terminal/t1";
const LEAVE = "/base_api/auth/logout";
const terminal = { id: "t1", store_id: "s1", last_seen_at: null, registered_by: "depot" };
const admin: Answers = {
  ...me("ADMIN", "SECURITY"),
  "/base_api/admin/store_terminals?page=1": page([
    { ...terminal, created_at: "2026-03-08T10:00:00Z" },
  ]),
  [LEAVE]: { status: 200, body: { status: "OK", provider_logout_url: null } },
};

beforeEach(() => {
  document.cookie = "csrf_token=0123abcd";
});
afterEach(async () => {
  await delays.settle();
  document.cookie = "csrf_token=; max-age=0";
});

async function revoke(): Promise<void> {
  renderPage("/admin/terminals");
  const row = await screen.findByRole("row", { name: /depot|s1/ });
  await userEvent.click(within(row).getByRole("checkbox"));
  await userEvent.click(await screen.findByRole("button", { name: "Revoke 1 device" }));
}

function bar() {
  return within(screen.getByRole("status", { name: "About to be done" }));
}

describe("what is about to be done", () => {
  it("can be undone from every page of staff", async () => {
    const asked = serveAnswers({ ...admin, [ONE]: { status: 200, body: { status: "OK" } } });
    await revoke();
    await userEvent.click(screen.getByRole("link", { name: "Security" }));
    await waitFor(() => {
      expect(screen.queryByRole("heading", { name: "Terminals" })).toBeNull();
    });
    await userEvent.click(bar().getByRole("button", { name: "Undo" }));
    expect(delays.list()).toEqual([]);
    expect(asked).not.toHaveBeenCalledWith(ONE, expect.anything());
  });

  it("is done before who asked for it signs out", async () => {
    const asked = serveAnswers({ ...admin, [ONE]: { status: 200, body: { status: "OK" } } });
    await revoke();
    await userEvent.click(screen.getByText("Sign out"));
    await waitFor(() => {
      expect(asked).toHaveBeenCalledWith(LEAVE, expect.anything());
    });
    const paths = asked.mock.calls.map(([path]) => path as string);
    expect(paths).toContain(ONE);
    expect(paths.indexOf(ONE)).toBeLessThan(paths.indexOf(LEAVE));
    expect(delays.list()).toEqual([]);
  });

  it("says how many were not done, and tries those once more", async () => {
    serveAnswers({ ...admin, [ONE]: { status: 503, body: { code: "NEIGHBOUR_UNAVAILABLE" } } });
    await revoke();
    await userEvent.click(bar().getByRole("button", { name: "Do it now" }));
    expect(await bar().findByText(/1 of 1 not done/)).toBeVisible();
    expect(bar().getByRole("alert")).toHaveTextContent("Another server did not answer");
    serveAnswers({ ...admin, [ONE]: { status: 200, body: { status: "OK" } } });
    await userEvent.click(bar().getByRole("button", { name: "Try again" }));
    await waitFor(() => {
      expect(delays.list()).toEqual([]);
    });
  });
});

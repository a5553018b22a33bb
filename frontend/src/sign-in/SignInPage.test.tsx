import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";

import { serveAnswers } from "../test/gateway";
import { renderPage } from "../test/renderPage";

const SIGN_IN = "/base_api/auth/engineer/sign_in";
const guard = { kind: "engineer", id: "1", name: "guard", privileges: [], store_id: null };

afterEach(() => {
  document.cookie = "csrf_token=; max-age=0";
});

async function submit(): Promise<void> {
  await userEvent.type(await screen.findByLabelText("Login"), " guard ");
  await userEvent.type(screen.getByLabelText("Password"), "secret");
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
}

describe("the sign-in page", () => {
  it("sends passengers to the provider and back to the page that they wanted", async () => {
    serveAnswers({});
    renderPage("/sign-in?next=%2Fdocs");
    const link = await screen.findByRole("link", { name: "Continue to the sign-in page" });
    expect(link).toHaveAttribute("href", "/base_api/auth/login?next=%2Fdocs&language=en");
  });

  it("offers staff the provider only where their roles there count", async () => {
    serveAnswers({ "/base_api/auth/options": { status: 200, body: { staff_by_provider: true } } });
    const { unmount } = renderPage("/sign-in?next=%2Fsecurity");
    const link = await screen.findByRole("link", { name: /account of the railway/ });
    expect(link).toHaveAttribute(
      "href",
      "/base_api/auth/login?next=%2Fsecurity&language=en&staff=true",
    );
    unmount();
    serveAnswers({ "/base_api/auth/options": { status: 200, body: { staff_by_provider: false } } });
    renderPage("/sign-in");
    await screen.findByLabelText("Login");
    expect(screen.queryByRole("link", { name: /account of the railway/ })).toBeNull();
  });

  it("says why somebody came back without a session", async () => {
    serveAnswers({});
    renderPage("/sign-in?error=SIGN_IN_EXPIRED");
    expect(await screen.findByRole("alert")).toHaveTextContent("Begin anew");
  });

  it("signs staff in and shows who it is", async () => {
    const asked = serveAnswers({
      [SIGN_IN]: { status: 200, body: { status: "OK" } },
      "/base_api/auth/me": { status: 200, body: guard },
    });
    renderPage("/sign-in");
    await screen.findByLabelText("Login");
    document.cookie = "csrf_token=0123abcd";
    await submit();
    expect(await screen.findByText("guard")).toBeInTheDocument();
    const sent = asked.mock.calls.find(([path]) => path === SIGN_IN)?.[1] as Request;
    expect(await sent.json()).toEqual({ login: "guard", password: "secret" });
  });

  it("says what is wrong with a login", async () => {
    serveAnswers({ [SIGN_IN]: { status: 401, body: { code: "BAD_CREDENTIALS", detail: "No." } } });
    renderPage("/sign-in");
    await submit();
    expect(await screen.findByRole("alert")).toHaveTextContent("No engineer has this login");
  });

  it("signs out", async () => {
    document.cookie = "csrf_token=0123abcd";
    const asked = serveAnswers({
      "/base_api/auth/me": { status: 200, body: guard },
      "/base_api/auth/logout": { status: 200, body: { status: "OK", provider_logout_url: null } },
    });
    renderPage("/");
    // It stands in the menu, which only a browser opens.
    await userEvent.click(await screen.findByRole("button", { name: "Sign out", hidden: true }));
    const sent: unknown = asked.mock.calls.find(([path]) => path === "/base_api/auth/logout")?.[1];
    expect(new Headers((sent as RequestInit).headers).get("X-CSRF-Token")).toBe("0123abcd");
  });
});

import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { type Answers, serveAnswers } from "../test/gateway";
import { renderPage } from "../test/renderPage";

const ready = {
  status: 200,
  body: {
    status: "OK",
    environment: "development",
    dependencies: { redis: { status: "OK" } },
  },
};
const allReady: Answers = {
  "/health/base": ready,
  "/health/store": ready,
  "/health/face": ready,
};

describe("the start page", () => {
  it("says that all servers work", async () => {
    serveAnswers(allReady);
    renderPage("/");
    expect(await screen.findByText("All three servers are in service")).toBeVisible();
    const stops = screen.getByRole("list", { name: "What base_server depends on" });
    expect(within(stops).getByText("redis")).toBeVisible();
  });

  it("reads the report inside a 503 and takes a 502 for silence", async () => {
    serveAnswers({
      ...allReady,
      "/health/base": {
        status: 503,
        body: {
          status: "UNAVAILABLE",
          dependencies: { database: { status: "UNAVAILABLE", required: true } },
        },
      },
      "/health/face": { status: 502, body: "<html>Bad Gateway</html>" },
    });
    renderPage("/");
    expect(await screen.findByText("2 servers are out of service")).toBeVisible();
    expect(screen.getByText("no connection")).toBeVisible();
    expect(screen.getByText("Does not answer")).toBeVisible();
  });

  it("says what to do when the gateway does not answer", async () => {
    serveAnswers({ "/health/base": "lost", "/health/store": "lost", "/health/face": "lost" });
    renderPage("/");
    expect(await screen.findByText(/Start it with make up/)).toBeVisible();
  });

  it("shows the sign-ins of the debug data", async () => {
    const admin = { login: "admin", password: "for development", privileges: ["ADMIN"] };
    const olga = { login: "olga", password: "at the provider", name: "Olga", roles: ["guard"] };
    const body = { logins: [admin], provider_staff: [olga] };
    serveAnswers({ ...allReady, "/static/debug.json": { status: 200, body } });
    renderPage("/");
    const section = await screen.findByRole("region", { name: "Development sign-ins" });
    expect(within(section).getByText("for development")).toBeVisible();
    const staff = within(within(section).getByText("olga").closest("li") as HTMLElement);
    expect(staff.getByText("at the provider")).toBeVisible();
    expect(staff.getByText("guard")).toBeVisible();
  });

  it("shows no sign-ins without debug data", async () => {
    serveAnswers(allReady);
    renderPage("/");
    await screen.findByText("All three servers are in service");
    expect(screen.queryByRole("region", { name: "Development sign-ins" })).toBeNull();
  });

  it("does not ask production for debug data", async () => {
    const production = { ...ready, body: { ...ready.body, environment: "production" } };
    const fetchStub = serveAnswers({
      "/health/base": production,
      "/health/store": production,
      "/health/face": production,
    });
    renderPage("/");
    await screen.findByText("All three servers are in service");
    expect(fetchStub).not.toHaveBeenCalledWith("/static/debug.json", expect.anything());
  });

  it("speaks Russian when asked, and remembers it", async () => {
    serveAnswers(allReady);
    renderPage("/");
    await userEvent.click(screen.getByRole("radio", { name: "Русский", hidden: true }));
    expect(await screen.findByText("Все три сервера работают")).toBeVisible();
    expect(document.documentElement.lang).toBe("ru");
    expect(localStorage.getItem("provodnik.language")).toBe("ru");
  });
});

describe("an unknown address", () => {
  it("leads back to the start page", async () => {
    serveAnswers(allReady);
    renderPage("/nowhere");
    await userEvent.click(await screen.findByRole("link", { name: "To the start page" }));
    expect(await screen.findByText("All three servers are in service")).toBeVisible();
  });
});

import { screen } from "@testing-library/react";
import i18next from "i18next";
import { afterAll, expect, it, vi } from "vitest";

import { serveAnswers } from "../test/gateway";
import { renderPage } from "../test/renderPage";
import { withSession } from "../test/session";

vi.mock("./device", () => ({
  storedDevice: () => Promise.resolve({ id: "1" }),
  signIn: () => Promise.resolve({ value: "token", goodUntil: Infinity }),
}));

// The files of a process share their modules.
afterAll(() => {
  vi.doUnmock("./device");
  vi.resetModules();
});

withSession();

it("says whose terminal it is, in the language of the page", async () => {
  const translations = { ru: { name: "Красная стрела", description: "", categories: {} } };
  serveAnswers({
    "/store_api/store": { status: 200, body: { name: "Red Arrow", translations } },
  });
  renderPage("/terminal/items");
  expect(await screen.findByText("Red Arrow")).toBeVisible();
  await i18next.changeLanguage("ru");
  expect(await screen.findByText("Красная стрела")).toBeVisible();
});

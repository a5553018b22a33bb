import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { serveAnswers } from "../test/gateway";
import { renderPage } from "../test/renderPage";
import { withSession } from "../test/session";

withSession();

const GUIDE = "/base_api/destinations/murmansk?language=";

function murmansk(name: string): { status: number; body: unknown } {
  const inn = { id: "1", name, description: "", logo_url: null, destination_id: "murmansk" };
  return {
    status: 200,
    body: {
      destination_id: "murmansk",
      hotels: [{ ...inn, translations: {} }],
      attractions: [],
    },
  };
}

it("speaks of the destination in the language of the page", async () => {
  const body = { kind: "passenger", id: "1", name: "Anna", privileges: [], store_id: null };
  serveAnswers({
    "/base_api/auth/me": { status: 200, body },
    [`${GUIDE}en`]: murmansk("Kola Bay Inn"),
    [`${GUIDE}ru`]: murmansk("Кольский залив"),
  });
  renderPage("/guide/murmansk");
  expect(await screen.findByRole("heading", { name: "Kola Bay Inn" })).toBeVisible();
  await userEvent.click(screen.getByRole("radio", { name: "Русский", hidden: true }));
  expect(await screen.findByRole("heading", { name: "Кольский залив" })).toBeVisible();
});

it("shows nothing of the former destination at another one", async () => {
  const body = { kind: "passenger", id: "1", name: "Anna", privileges: [], store_id: null };
  serveAnswers({
    "/base_api/auth/me": { status: 200, body },
    [`${GUIDE}en`]: murmansk("Kola Bay Inn"),
    "/base_api/destinations/kazan?language=en": "late",
  });
  const { go } = renderPage("/guide/murmansk");
  expect(await screen.findByRole("heading", { name: "Kola Bay Inn" })).toBeVisible();
  await go("/guide/kazan");
  expect(screen.queryByRole("heading", { name: "Kola Bay Inn" })).toBeNull();
});

import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { me, page } from "../test/admin";
import { serveAnswers } from "../test/gateway";
import { renderPage } from "../test/renderPage";
import { withSession } from "../test/session";

const STORE = "018f0000-0000-7000-8000-000000000003";
const station = { station_id: "tver", names: { en: "Found" } };
const place = { id: "1", name: "Found", description: "", logo_url: null, translations: {} };
const store = { id: STORE, name: "Found", store_type: "RESTAURANT", description: "" };
const engineer = { id: "1", login: "Found", privileges: [], is_from_provider: false };
const terminal = { id: "1", store_id: STORE, last_seen_at: null, registered_by: "Found" };

withSession();

it.each([
  ["/admin/engineers?search=oun", "/base_api/admin/engineers?page=1&login=oun", engineer],
  ["/admin/stations?search=oun", "/base_api/admin/stations?page=1&search=oun", station],
  ["/admin/hotels?search=oun", "/base_api/admin/hotels?page=1&search=oun", place],
  ["/admin/attractions?search=oun", "/base_api/admin/attractions?page=1&search=oun", place],
  [
    "/admin/stores?search=oun",
    "/store_api/admin/stores?page=1&name=oun&is_archived=false",
    { ...store, is_archived: false, preparation_minutes: null, logo_url: null, translations: {} },
  ],
  [
    `/admin/terminals?store=${STORE}`,
    `/base_api/admin/store_terminals?page=1&store_id=${STORE}`,
    { ...terminal, created_at: "2026-03-08T09:30:00Z" },
  ],
])("%s asks for what it is searched for", async (address, path, found) => {
  serveAnswers({ ...me("ADMIN"), [path]: page([found]) });
  renderPage(address);
  expect(await screen.findByText("Found")).toBeVisible();
});

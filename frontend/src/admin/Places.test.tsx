import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import i18next from "i18next";
import { expect, it } from "vitest";

import { me, page, sentTo } from "../test/admin";
import { serveAnswers } from "../test/gateway";
import { renderPage } from "../test/renderPage";
import { withSession } from "../test/session";

const ID = "018f0000-0000-7000-8000-000000000004";
const inn = {
  id: ID,
  name: "Kola Bay Inn",
  description: "Near the station.",
  logo_url: null,
  destination_id: "murmansk",
  translations: {
    de: { name: "Kola-Hotel", description: "" },
    ru: { name: "Кольский залив", description: "Рядом с вокзалом." },
  },
};
const one = `/base_api/admin/hotel/${ID}`;

withSession();

it("translates a hotel, and leaves other languages as they are", async () => {
  const asked = serveAnswers({
    ...me("ADMIN"),
    "/base_api/admin/hotels?page=1": page([inn]),
    [one]: { status: 200, body: inn },
  });
  renderPage("/admin/hotels");
  await userEvent.click(await screen.findByRole("rowheader", { name: "Kola Bay Inn" }));
  const dialog = within(await screen.findByRole("dialog"));
  const russian = within(dialog.getByRole("group", { name: "Русский" }));
  await userEvent.clear(russian.getByLabelText(/Name/));
  await userEvent.type(russian.getByLabelText(/Name/), "У залива");
  await userEvent.click(dialog.getByRole("button", { name: "Save" }));
  expect(await sentTo(asked, one, "PUT")).toEqual({
    name: "Kola Bay Inn",
    description: "Near the station.",
    logo_url: null,
    destination_id: "murmansk",
    translations: { ...inn.translations, ru: { ...inn.translations.ru, name: "У залива" } },
  });
});

it("lists hotels in the language of the page", async () => {
  serveAnswers({ ...me("ADMIN"), "/base_api/admin/hotels?page=1": page([inn]) });
  await i18next.changeLanguage("ru");
  renderPage("/admin/hotels");
  const row = await screen.findByRole("row", { name: /Кольский залив/ });
  expect(row).toHaveTextContent("Рядом с вокзалом.");
});

import { screen, waitFor, within } from "@testing-library/react";
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

it("sorts hotels by the names that are shown", async () => {
  const asked = serveAnswers({
    ...me("ADMIN"),
    "/base_api/admin/hotels?page=1": page([inn]),
    "/base_api/admin/hotels?page=1&sort=name&language=ru": page([inn]),
    "/base_api/admin/hotels?page=1&sort=-name&language=ru": page([inn]),
  });
  await i18next.changeLanguage("ru");
  renderPage("/admin/hotels");
  await userEvent.click(await screen.findByRole("columnheader", { name: /Название/ }));
  await userEvent.click(await screen.findByRole("columnheader", { name: /Название/ }));
  await waitFor(() => {
    expect(asked).toHaveBeenLastCalledWith(
      "/base_api/admin/hotels?page=1&sort=-name&language=ru",
      expect.anything(),
    );
  });
});

it("finds the destination of a new attraction by what the page calls it", async () => {
  const tver = { station_id: "tver-2", names: { en: "Tver", ru: "Тверь" } };
  const add = "/base_api/admin/attraction";
  const asked = serveAnswers({
    ...me("ADMIN"),
    "/base_api/admin/attractions?page=1": page([]),
    "/base_api/admin/stations?size=20&sort=station_id": page([tver]),
    "/base_api/admin/stations?size=20&sort=station_id&search=Tv": page([tver]),
    "/base_api/stations?id=tver-2": { status: 200, body: [tver] },
    [add]: { status: 201, body: { ...inn, destination_id: "tver-2" } },
  });
  renderPage("/admin/attractions");
  await userEvent.click(await screen.findByRole("button", { name: "Add an attraction" }));
  const dialog = within(await screen.findByRole("dialog"));
  const [name = document.body] = dialog.getAllByLabelText(/Name/);
  await userEvent.type(name, "Old bridge");
  await userEvent.type(dialog.getByRole("combobox", { name: /Destination/ }), "Tv");
  await userEvent.click(await dialog.findByRole("option", { name: "Tver" }));
  await waitFor(() => {
    expect(dialog.getByRole("combobox", { name: /Destination/ })).toHaveValue("Tver");
  });
  await userEvent.click(dialog.getByRole("button", { name: "Add an attraction" }));
  expect(await sentTo(asked, add)).toMatchObject({ name: "Old bridge", destination_id: "tver-2" });
});

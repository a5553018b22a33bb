import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { sampleDocument } from "../test/document";
import { serveAnswers } from "../test/gateway";
import { renderPage } from "../test/renderPage";

const document = { "/static/openapi/store_server.json": { status: 200, body: sampleDocument } };

describe("the API documents", () => {
  it("lists the routes and finds them by words", async () => {
    serveAnswers(document);
    renderPage("/docs/store");
    expect(await screen.findByText("2 routes")).toBeVisible();
    expect(screen.getByText("/store_api/store/purchase")).toBeVisible();
    await userEvent.type(screen.getByRole("searchbox", { name: "Find a route" }), "sell");
    expect(await screen.findByText("1 route")).toBeVisible();
  });

  it("opens the route that the address names", async () => {
    serveAnswers(document);
    renderPage("/docs/store#create_purchase");
    const answers = await screen.findByRole("tablist", { name: "Answers" });
    expect(within(answers).getByRole("tab", { name: "409" })).toBeVisible();
  });

  it("sends a request as typed and shows the answer", async () => {
    const answer = { "/store_api/store/purchase": { status: 409, body: { code: "OUT_OF_STOCK" } } };
    const fetchStub = serveAnswers({ ...document, ...answer });
    renderPage("/docs/store#create_purchase");
    await userEvent.click(await screen.findByRole("button", { name: "Send" }));
    expect(await screen.findByText(/OUT_OF_STOCK"/)).toBeVisible();
    expect(fetchStub).toHaveBeenLastCalledWith(
      "/store_api/store/purchase",
      expect.objectContaining({ method: "POST" }),
    );
  });

  it("refuses to send a body that is no JSON", async () => {
    const fetchStub = serveAnswers(document);
    renderPage("/docs/store#create_purchase");
    const body = await screen.findByRole("textbox", { name: "Body (JSON)" });
    await userEvent.clear(body);
    await userEvent.type(body, "nonsense");
    const calls = fetchStub.mock.calls.length;
    await userEvent.click(screen.getByRole("button", { name: "Send" }));
    expect(await screen.findByText(/not valid JSON/)).toBeVisible();
    expect(fetchStub.mock.calls.length).toBe(calls);
  });

  it("says when the bundle has no such document", async () => {
    serveAnswers({});
    renderPage("/docs/face");
    expect(await screen.findByText("This document is not in the bundle")).toBeVisible();
  });

  it("knows no other server", async () => {
    serveAnswers({});
    renderPage("/docs/other");
    expect(await screen.findByText("There is no such page")).toBeVisible();
  });
});

import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterAll, describe, expect, it, vi } from "vitest";

import "./messages";
import { createQueryClient } from "../app/queryClient";
import { serveAnswers } from "../test/gateway";
import { GiveToRobot } from "./AllotmentForms";
import type { Item } from "./ItemsPage";
import { StockForm } from "./StockForm";

vi.mock("./device", () => ({
  storedDevice: () => Promise.resolve({}),
  signIn: () => Promise.resolve({ value: "token", goodUntil: Infinity }),
}));

// The files of a process share their modules.
afterAll(() => {
  vi.doUnmock("./device");
  vi.resetModules();
});

const PATH = "/store_api/store/item/i1";
const ITEM = { id: "i1", name: "Tea", balance: 10 } as Item;
type Form = typeof StockForm | typeof GiveToRobot;

/** Fills the form and sends it; the answer is lost, but the pieces were moved, which is seen now. */
async function sendTwice(One: Form, path: string, fill: () => Promise<void>, balance: number) {
  const asked = serveAnswers({ [path]: "lost" });
  const client = createQueryClient();
  const form = (item: Item) => (
    <QueryClientProvider client={client}>
      <One item={item} onClose={vi.fn()} />
    </QueryClientProvider>
  );
  const { rerender } = render(form(ITEM));
  await fill();
  await userEvent.keyboard("{Enter}");
  await screen.findByRole("alert");
  rerender(form({ ...ITEM, balance }));
  await userEvent.keyboard("{Enter}");
  const sent = (): Request[] =>
    asked.mock.calls.filter(([to]) => to === path).map(([, request]) => request as Request);
  await waitFor(() => {
    expect(sent()).toHaveLength(2);
  });
  return Promise.all(
    sent().map(async (one) => [one.headers.get("Idempotency-Key"), await one.text()]),
  );
}

describe("a write whose answer was lost", () => {
  it("of goods that came is the same when it is sent again", async () => {
    const fill = () => userEvent.type(screen.getByRole("spinbutton"), "5");
    const [first, second] = await sendTwice(StockForm, `${PATH}/stock`, fill, 15);
    expect(second).toEqual(first);
    expect(first?.[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  it("of goods that were counted is the same when it is sent again", async () => {
    const fill = async (): Promise<void> => {
      await userEvent.selectOptions(screen.getByRole("combobox"), "COUNT");
      await userEvent.type(screen.getByRole("spinbutton"), "7");
    };
    const [first, second] = await sendTwice(StockForm, `${PATH}/stock`, fill, 7);
    expect(second).toEqual(first);
    expect(JSON.parse(first?.[1] ?? "")).toEqual({ reason: "COUNT", delta: -3 });
  });

  it("of goods for a robot is the same when it is sent again", async () => {
    const fill = async (): Promise<void> => {
      await userEvent.type(screen.getByRole("textbox"), "018f0000-0000-7000-8000-000000000002");
      await userEvent.type(screen.getByRole("spinbutton"), "4");
    };
    const [first, second] = await sendTwice(GiveToRobot, `${PATH}/allotment`, fill, 6);
    expect(second).toEqual(first);
  });
});

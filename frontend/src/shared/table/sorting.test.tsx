import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter, useLocation } from "react-router";
import { describe, expect, it, vi } from "vitest";

import { createQueryClient } from "../../app/queryClient";
import { DataTable } from "./DataTable";
import { LongTable } from "./LongTable";
import { sortQuery, useSorting } from "./sorting";
import type { CursorPage } from "./useLongList";

interface Row {
  id: string;
}

const COLUMNS = [
  { key: "who", name: "Name", sort: "name", cell: ({ id }: Row) => id },
  { key: "about", name: "About", cell: () => "" },
];
const PAGE = { items: [{ id: "a" }], total: 1, total_is_estimate: false, page: 1, size: 100 };
const shared = { label: "Rows", columns: COLUMNS, idOf: ({ id }: Row) => id, empty: "Nothing" };
const load = vi.fn<(query: object) => Promise<CursorPage<Row>>>(() =>
  Promise.resolve({ ...PAGE, next_cursor: null }),
);

function Short(): React.JSX.Element {
  const listing = { data: PAGE, isError: false, refetch: vi.fn() };
  return <DataTable<Row> {...shared} listing={listing} sorting={useSorting("name")} />;
}

function Long(): React.JSX.Element {
  const sorting = useSorting("name");
  return (
    <LongTable<Row>
      {...shared}
      list={{ key: ["rows"], load: (part) => load({ ...part, ...sortQuery(sorting) }) }}
      sorting={sorting}
      onOpen={() => {
        throw new Error("A head opens nothing.");
      }}
    />
  );
}

function Address(): React.JSX.Element {
  return <output>{useLocation().search}</output>;
}

function show(table: React.JSX.Element, address: string): void {
  render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter initialEntries={[address]}>
        {table}
        <Address />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const head = (): HTMLElement => screen.getByRole("columnheader", { name: /^Name/ });

/** What is pressed: in a long table a button, in a short one the head itself. */
function pressed(): HTMLElement {
  return within(head()).queryByRole("button") ?? head();
}

describe.each([
  ["a short table", <Short key="short" />],
  ["a long table", <Long key="long" />],
])("%s", (_, table) => {
  it("is sorted by the heads that can do so: up, down, and the newest first again", async () => {
    show(table, "/?page=3&name=x");
    await screen.findByRole("rowheader", { name: "a" });
    expect(head()).toHaveAttribute("aria-sort", "none");
    const other = screen.getByRole("columnheader", { name: "About" });
    expect(other).not.toHaveAttribute("aria-sort");
    for (const [address, direction] of [
      ["?name=x&sort=name", "ascending"],
      ["?name=x&sort=-name", "descending"],
      ["?name=x", "none"],
    ]) {
      await userEvent.click(pressed());
      expect(document.querySelector("output")).toHaveTextContent(address ?? "");
      expect(head()).toHaveAttribute("aria-sort", direction);
    }
  });

  it("is sorted by keys, and the focus stays", async () => {
    show(table, "/?sort=name");
    await screen.findByRole("rowheader", { name: "a" });
    expect(head()).toHaveAttribute("aria-sort", "ascending");
    pressed().focus();
    await userEvent.keyboard("{Enter}");
    expect(head()).toHaveAttribute("aria-sort", "descending");
    expect(pressed()).toHaveFocus();
  });

  it("takes no word for an order that the list does not have", async () => {
    show(table, "/?sort=secret");
    await screen.findByRole("rowheader", { name: "a" });
    expect(head()).toHaveAttribute("aria-sort", "none");
  });
});

it("a long table is asked for anew in its order", async () => {
  show(<Long />, "/?sort=-name");
  await screen.findByRole("rowheader", { name: "a" });
  expect(load).toHaveBeenLastCalledWith(expect.objectContaining({ sort: "-name" }));
});

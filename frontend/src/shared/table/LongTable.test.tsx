import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import { createQueryClient } from "../../app/queryClient";
import { LongTable } from "./LongTable";
import type { CursorPage, Part } from "./useLongList";

interface Row {
  id: string;
}

const TOTAL = 1_000_000;

/** A server with a million rows, whose cursor names the last row of a page. */
function server(total = TOTAL, estimate?: number) {
  return vi.fn((part: Part): Promise<CursorPage<Row>> => {
    const from = "page" in part ? (part.page - 1) * part.size : Number(part.cursor) + 1;
    const count = Math.max(0, Math.min(part.size, total - from));
    const items = Array.from({ length: count }, (_, place) => ({ id: `row ${from + place}` }));
    const next_cursor = count > 0 && from + count < total ? String(from + count - 1) : null;
    // A page by its number knows the total where it is the last one or beyond.
    const isExact = estimate === undefined || ("page" in part && from + part.size >= total);
    return Promise.resolve({
      items,
      total: isExact ? total : estimate,
      total_is_estimate: !isExact,
      page: 1,
      size: part.size,
      next_cursor,
    });
  });
}

function show(load: ReturnType<typeof server>, onOpen = vi.fn(), onSelect = vi.fn()) {
  const client = createQueryClient();
  const table = (sort?: string) => (
    <QueryClientProvider client={client}>
      <LongTable<Row>
        label="Rows"
        list={{ key: ["get", "/rows"], load }}
        columns={[{ key: "id", name: "Id", cell: ({ id }) => id }]}
        idOf={({ id }) => id}
        empty="Nothing"
        onOpen={onOpen}
        selected={new Map()}
        onSelect={onSelect}
        sorting={{ sort, turn: vi.fn() }}
      />
    </QueryClientProvider>
  );
  const { rerender } = render(table());
  return {
    order: (sort: string): void => {
      rerender(table(sort));
    },
  };
}

function scroll(to: number): void {
  const grid = screen.getByRole("grid");
  act(() => {
    grid.scrollTop = to;
    fireEvent.scroll(grid);
  });
}

describe("a long table", () => {
  it("draws what is in sight, and says how many there are", async () => {
    show(server());
    expect(await screen.findByRole("rowheader", { name: "row 0" })).toBeVisible();
    expect(screen.getAllByRole("row").length).toBeLessThan(30);
    expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", String(TOTAL + 1));
    expect(screen.getByText("1,000,000 rows")).toBeVisible();
  });

  it("goes on by the cursor, and jumps by the page", async () => {
    const load = server();
    show(load);
    await screen.findByRole("rowheader", { name: "row 0" });
    // The space is lower than the rows: 44 pixels of a row are 10 of it.
    scroll(22_000 * (10 / 44));
    await waitFor(() => {
      expect(load).toHaveBeenCalledWith({ size: 100, page: 6 }, expect.anything());
    });
    await screen.findByRole("rowheader", { name: "row 501" });
    scroll(26_400 * (10 / 44));
    await screen.findByRole("rowheader", { name: "row 601" });
    expect(load).toHaveBeenLastCalledWith({ size: 100, cursor: "599" }, expect.anything());
  });

  it("is gone through, opened and selected by keys", async () => {
    const [onOpen, onSelect] = [vi.fn(), vi.fn()];
    show(server(), onOpen, onSelect);
    await screen.findByRole("rowheader", { name: "row 0" });
    screen.getByRole("grid").focus();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    expect(onOpen).toHaveBeenCalledWith({ id: "row 2" });
    await userEvent.keyboard(" ");
    expect(onSelect).toHaveBeenCalledWith(new Map([["row 2", { id: "row 2" }]]));
    await userEvent.keyboard("{End}");
    scroll(screen.getByRole("grid").scrollTop);
    expect(await screen.findByRole("rowheader", { name: "row 999999" })).toBeVisible();
  });

  it("goes on by keys from a row whose box was clicked", async () => {
    const [onOpen, onSelect] = [vi.fn(), vi.fn()];
    show(server(), onOpen, onSelect);
    await screen.findByRole("rowheader", { name: "row 0" });
    const box = screen.getAllByRole("checkbox", { name: "Select" })[3];
    await userEvent.click(box ?? document.body);
    await userEvent.keyboard(" ");
    // Once by the click and once by the box's own key: the row has it, not the table too.
    expect(onSelect).toHaveBeenCalledTimes(2);
    await userEvent.keyboard("{ArrowDown}");
    // The box may be out of sight soon.
    expect(screen.getByRole("grid")).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    expect(onOpen).toHaveBeenCalledExactlyOnceWith({ id: "row 4" });
  });

  it("begins at the top in another order, and asks for no page by its number", async () => {
    const load = server();
    const { order } = show(load);
    await screen.findByRole("rowheader", { name: "row 0" });
    screen.getByRole("grid").focus();
    await userEvent.keyboard("{End}");
    scroll(screen.getByRole("grid").scrollTop);
    await screen.findByRole("rowheader", { name: "row 999999" });
    load.mockClear();
    order("id");
    expect(await screen.findByRole("rowheader", { name: "row 0" })).toBeVisible();
    expect(load).toHaveBeenCalledExactlyOnceWith({ size: 100, page: 1 }, expect.anything());
    expect(screen.getByRole("grid").scrollTop).toBe(0);
    expect(screen.getAllByRole("row")[1]).toHaveAttribute("data-active", "true");
  });

  it("measures its rows once they are there", async () => {
    vi.stubGlobal(
      "ResizeObserver",
      class {
        readonly tell: () => void;
        constructor(tell: () => void) {
          this.tell = tell;
        }
        observe(box: Element): void {
          Object.defineProperty(box, "clientHeight", { value: 330 });
          this.tell();
        }
        disconnect = vi.fn();
      },
    );
    document.documentElement.style.fontSize = "20px";
    show(server());
    await screen.findByRole("rowheader", { name: "row 0" });
    // Rows of 55 pixels: the heading, five that are seen and one more.
    await waitFor(() => {
      expect(screen.getAllByRole("row")).toHaveLength(7);
    });
    document.documentElement.style.fontSize = "";
  });

  it.each([1_050, 1_950])("ends where it ends, although it seemed to have %i", async (estimate) => {
    show(server(1_020, estimate));
    await screen.findByRole("rowheader", { name: "row 0" });
    expect(screen.getByText(/^about/)).toBeVisible();
    screen.getByRole("grid").focus();
    await userEvent.keyboard("{End}");
    scroll(screen.getByRole("grid").scrollTop);
    expect(await screen.findByRole("rowheader", { name: "row 1019" })).toBeVisible();
    expect(screen.getByText("1,020 rows")).toBeVisible();
    await userEvent.keyboard("{ArrowUp}{Home}");
    scroll(0);
    expect(await screen.findByRole("rowheader", { name: "row 0" })).toBeVisible();
    expect(screen.getByText("1,020 rows")).toBeVisible();
  });

  it("ends where it ends, come to by scrolling on", async () => {
    show(server(150, 190));
    await screen.findByRole("rowheader", { name: "row 0" });
    scroll(95 * 44);
    expect(await screen.findByText("150 rows")).toBeVisible();
  });

  it("says that there is nothing", async () => {
    show(server(0));
    expect(await screen.findByText("Nothing")).toBeVisible();
  });

  it("can be asked again when the server was away", async () => {
    const load = server();
    load.mockRejectedValueOnce(new Error("away"));
    show(load);
    await userEvent.click(await screen.findByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("rowheader", { name: "row 0" })).toBeVisible();
  });
});

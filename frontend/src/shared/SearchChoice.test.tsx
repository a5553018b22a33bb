import { createEvent, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import { type Found, SearchChoice } from "./SearchChoice";

const ALL = ["Buffet", "Café", "Kiosk"].map((name) => ({ id: name.toLowerCase(), name }));

/** The field, opened, and a way to change what was found below it. */
async function show(first: Found[] = ALL) {
  const onChange = vi.fn();
  const field = (found: Found[] | undefined, isCurrent = true, isError = false) => (
    <SearchChoice
      label="Store"
      placeholder="All"
      value={undefined}
      found={found}
      isCurrent={isCurrent}
      isError={isError}
      onSearch={vi.fn()}
      onChange={onChange}
    />
  );
  const { rerender } = render(field(first));
  const input = screen.getByRole("combobox");
  await userEvent.click(input);
  return {
    onChange,
    input,
    find: (...now: Parameters<typeof field>): void => {
      rerender(field(...now));
    },
  };
}

/** Whether a press of the mouse would take the focus away, and so close the list. */
function keepsFocus(pressed: Element): boolean {
  const press = createEvent.mouseDown(pressed, { button: 0 });
  fireEvent(pressed, press);
  return press.defaultPrevented;
}

describe("a choice that is looked up", () => {
  it("is of the line that the keys reached, wherever that stands by now", async () => {
    const { onChange, input, find } = await show();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    expect(input).toHaveAttribute(
      "aria-activedescendant",
      screen.getByRole("option", { name: "Café" }).id,
    );
    find([{ id: "bar", name: "Bar" }, ...ALL]);
    await userEvent.keyboard("{Enter}");
    expect(onChange).toHaveBeenCalledExactlyOnceWith(ALL[1]);
  });

  it("is of nothing when the line that the keys reached is gone", async () => {
    const { onChange, input, find } = await show();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    find(ALL.slice(0, 1));
    expect(input).not.toHaveAttribute("aria-activedescendant");
    find([
      { id: "bar", name: "Bar" },
      { id: "restaurant", name: "Restaurant" },
    ]);
    expect(input).not.toHaveAttribute("aria-activedescendant");
    await userEvent.keyboard("{Enter}");
    expect(onChange).not.toHaveBeenCalled();
  });

  it("is begun anew by typing, and by opening it again", async () => {
    const { onChange, input } = await show();
    await userEvent.keyboard("{ArrowDown}k");
    expect(input).not.toHaveAttribute("aria-activedescendant");
    await userEvent.keyboard("{ArrowDown}{Escape}{ArrowDown}");
    expect(screen.getByRole("option", { name: "Buffet" })).toHaveAttribute("data-active", "true");
    expect(onChange).not.toHaveBeenCalled();
  });

  it("is made by a click, and by no press of another button", async () => {
    const { onChange } = await show();
    const option = screen.getByRole("option", { name: "Kiosk" });
    await userEvent.pointer({ keys: "[MouseRight]", target: option });
    expect(onChange).not.toHaveBeenCalled();
    // As voice control does, without a press before it.
    fireEvent.click(option);
    expect(onChange).toHaveBeenCalledExactlyOnceWith(ALL[2]);
  });

  it("stays open while its scroll bar, its edge or its note is pressed", async () => {
    const { find } = await show();
    expect(keepsFocus(screen.getByRole("listbox"))).toBe(true);
    find([]);
    expect(keepsFocus(screen.getByRole("status"))).toBe(true);
  });

  it("is of the only one that the text finds, and not that the former text found", async () => {
    const { onChange, find } = await show(ALL.slice(0, 1));
    await userEvent.keyboard("{Enter}");
    await userEvent.keyboard("k");
    find(ALL.slice(0, 1), false);
    await userEvent.keyboard("{Enter}");
    expect(onChange).not.toHaveBeenCalled();
    find(ALL.slice(2));
    await userEvent.keyboard("{Enter}");
    expect(onChange).toHaveBeenCalledExactlyOnceWith(ALL[2]);
  });

  it("says that nothing can be found now", async () => {
    const { find } = await show();
    find(undefined);
    expect(screen.getByRole("status")).toHaveTextContent("Loading");
    find(undefined, true, true);
    expect(screen.getByRole("status")).toHaveTextContent("The search failed");
  });
});

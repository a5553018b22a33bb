import { describe, expect, it } from "vitest";

import { moved, pagesOf, scrollTo, windowAt } from "./window";

const few = { total: 20, row: 40, view: 400 };
const million = { total: 1_000_000, row: 40, view: 400 };

describe("the window on a long table", () => {
  it("shows the rows at the place that is scrolled to", () => {
    expect(windowAt(few, 0)).toEqual({ height: 800, first: 0, count: 11, above: 0 });
    expect(windowAt(few, 100)).toEqual({ height: 800, first: 2, count: 11, above: 20 });
    expect(windowAt(few, 400)).toEqual({ height: 800, first: 10, count: 10, above: 0 });
  });

  it("does not scroll what is wholly seen", () => {
    expect(windowAt({ ...few, total: 3 }, 0)).toEqual({
      height: 120,
      first: 0,
      count: 3,
      above: 0,
    });
    expect(scrollTo({ ...few, total: 3 }, 2, 0)).toBeUndefined();
  });

  it("reaches the last of a million rows in a space that a browser can lay out", () => {
    const { height } = windowAt(million, 0);
    expect(height).toBeLessThan(17_000_000);
    const end = windowAt(million, height - million.view);
    expect(end).toMatchObject({ first: 999_990, count: 10 });
    expect(windowAt(million, (height - million.view) / 2).first).toBeCloseTo(499_995, -1);
  });

  it.each([0, 1, 57, 499_999, 999_999])("brings row %i into sight", (index) => {
    for (const scrolled of [0, 5_000_000, 9_999_600]) {
      const to = scrollTo(million, index, scrolled) ?? scrolled;
      const { first, count } = windowAt(million, to);
      expect(index).toBeGreaterThanOrEqual(first);
      expect(index).toBeLessThan(first + count);
    }
  });

  it("leaves a row that is seen where it is", () => {
    expect(scrollTo(few, 5, 100)).toBeUndefined();
  });

  it("knows on which pages its rows stand", () => {
    expect(pagesOf(0, 11, 100)).toEqual([1]);
    expect(pagesOf(95, 11, 100)).toEqual([1, 2]);
    expect(pagesOf(999_990, 10, 100)).toEqual([10_000]);
    expect(pagesOf(0, 0, 100)).toEqual([1]);
  });

  it("is gone through by keys, and not left by them", () => {
    expect(moved("ArrowDown", 5, few)).toBe(6);
    expect(moved("PageDown", 5, few)).toBe(14);
    expect(moved("PageDown", 15, few)).toBe(19);
    expect(moved("ArrowUp", 0, few)).toBe(0);
    expect(moved("End", 0, million)).toBe(999_999);
    expect(moved("x", 5, few)).toBeUndefined();
  });
});

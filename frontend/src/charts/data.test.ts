import { describe, expect, it } from "vitest";

import { sumBy } from "./data";

describe("sums of a chart", () => {
  it("are made by group, and those without anything are 0", () => {
    const items = [
      { day: "a", penny: 2 },
      { day: "b", penny: 3 },
      { day: "a", penny: 5 },
    ];
    expect(
      sumBy(
        items,
        ["a", "b", "c"],
        ({ day }) => day,
        ({ penny }) => penny,
      ),
    ).toEqual([7, 3, 0]);
  });

  it("leave out what belongs to no group", () => {
    expect(
      sumBy(
        [{ day: "z" }],
        ["a"],
        ({ day }) => day,
        () => 1,
      ),
    ).toEqual([0]);
  });
});

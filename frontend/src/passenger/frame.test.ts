import { describe, expect, it } from "vitest";

import { areaOf, hintOf, lightnessOf } from "./frame";

const grey = (value: number): Float32Array => new Float32Array(100).fill(value);

describe("the area that is sent", () => {
  it.each([
    ["a wide picture", 1280, 720, { left: 323.2, top: 0, width: 633.6, height: 720 }],
    ["an upright picture", 480, 640, { left: 81.6, top: 140, width: 316.8, height: 360 }],
  ])("is the middle of %s, as the mirror shows it", (_, width, height, area) => {
    const found = areaOf(width, height);
    expect(found.left).toBeCloseTo(area.left);
    expect(found.top).toBeCloseTo(area.top);
    expect(found.width).toBeCloseTo(area.width);
    expect(found.height).toBeCloseTo(area.height);
  });
});

describe("what a camera shows", () => {
  it("is light as people see it", () => {
    const bytes = new Uint8ClampedArray([255, 0, 0, 255, 0, 255, 0, 255, 255, 255, 255, 255]);
    expect([...lightnessOf(bytes)].map(Math.round)).toEqual([76, 150, 255]);
  });

  it.each([
    ["DARK", grey(20), grey(20)],
    ["BRIGHT", grey(250), grey(250)],
    ["MOVING", grey(120), grey(140)],
    ["MOVING", grey(120), undefined],
    ["READY", grey(120), grey(122)],
  ] as const)("is told to be %s", (hint, now, before) => {
    expect(hintOf(now, before)).toBe(hint);
  });
});

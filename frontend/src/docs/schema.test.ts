import { describe, expect, it } from "vitest";

import { sampleDocument } from "../test/document";
import { describeLimits, describeType, exampleOf, withPlainValues } from "./schema";

const ref = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });

describe("describeType", () => {
  it.each([
    [{ type: "string", format: "uuid" }, "string (uuid)"],
    [{ type: "array", items: ref("Line") }, "Line[]"],
    [{ anyOf: [ref("Line"), { type: "null" }] }, "Line | null"],
    [{ type: "string", enum: ["SHOP", "RESTAURANT"] }, '"SHOP" | "RESTAURANT"'],
    [{}, "any"],
  ])("reads %j as %s", (schema, text) => {
    expect(describeType(schema)).toBe(text);
  });
});

describe("withPlainValues", () => {
  it("shows the values of an enumeration and keeps the name of an object", () => {
    const kind = withPlainValues(sampleDocument, { anyOf: [ref("Kind"), { type: "null" }] });
    expect(describeType(kind)).toBe('"SHOP" | "RESTAURANT" | null');
    expect(describeType(withPlainValues(sampleDocument, ref("Line")))).toBe("Line");
  });
});

describe("describeLimits", () => {
  it("writes the limits in signs, those of a nullable value too", () => {
    expect(describeLimits({ type: "integer", minimum: 1, maximum: 100 })).toBe("≥ 1, ≤ 100");
    expect(describeLimits({ anyOf: [{ type: "string", maxLength: 60 }, { type: "null" }] })).toBe(
      "length ≤ 60",
    );
  });
});

describe("exampleOf", () => {
  it("fills references, lists and enumerations, and leaves out what is optional", () => {
    expect(exampleOf(sampleDocument, ref("Purchase"))).toEqual({
      items: [{ count: 1 }],
      kind: "SHOP",
    });
  });

  it("ends in a schema that holds itself", () => {
    expect(JSON.stringify(exampleOf(sampleDocument, ref("Node")))).toContain("null");
  });

  it("shows a broken reference as nothing", () => {
    expect(exampleOf(sampleDocument, ref("Lost"))).toBeNull();
  });
});

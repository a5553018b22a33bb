import { describe, expect, it } from "vitest";

import { sampleDocument } from "../test/document";
import { byTag, matches, type Operation, operationsOf } from "./openapi";
import { addressOf, curlOf, needsSession } from "./request";

const [item, purchase] = operationsOf(sampleDocument) as [Operation, Operation];

describe("addressOf", () => {
  it("stands behind the gateway's prefix and escapes what is put in", () => {
    expect(addressOf(item, { item_id: "a/b", language: "ru" })).toBe(
      "/store_api/store/item/a%2Fb?language=ru",
    );
  });

  it("keeps the placeholder of a value that is not known", () => {
    expect(addressOf(item)).toBe("/store_api/store/item/{item_id}");
  });
});

describe("curlOf", () => {
  it("carries a token only where one is needed", () => {
    expect(curlOf(sampleDocument, item, "http://here")).toContain("Bearer $TOKEN");
    expect(curlOf(sampleDocument, purchase, "http://here")).not.toContain("Bearer");
    expect(needsSession(sampleDocument, purchase)).toBe(false);
  });

  it("carries an example of the body", () => {
    expect(curlOf(sampleDocument, purchase, "http://here")).toContain('"items":[{"count":1}]');
  });
});

describe("matches", () => {
  it("wants every word, wherever it stands", () => {
    expect(matches(purchase, "post sell")).toBe(true);
    expect(matches(purchase, "get sell")).toBe(false);
    expect(matches(purchase, "")).toBe(true);
  });

  it("finds a path with the gateway's prefix and without", () => {
    expect(matches(purchase, "/store_api/store/purchase")).toBe(true);
    expect(matches(purchase, "POST /store/purchase")).toBe(true);
  });
});

describe("byTag", () => {
  it("puts auth first and health last, the others as they come", () => {
    const tags = ["checks", "health", "robots", "auth", "checks"];
    const groups = byTag(tags.map((tag) => ({ ...item, tag })));
    expect(groups.map(([tag]) => tag)).toEqual(["auth", "checks", "robots", "health"]);
  });
});

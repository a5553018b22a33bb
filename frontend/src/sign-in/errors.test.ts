import { describe, expect, it } from "vitest";

import { localPage, messageOf } from "./errors";

describe("the page to come back to", () => {
  it.each(["/", "/docs", "/docs/base?route=x#y"])("is %s", (page) => {
    expect(localPage(page)).toBe(page);
  });

  it.each([null, "", "docs", "//evil.example", "/\\evil.example", "https://evil.example"])(
    "is never %s",
    (page) => {
      expect(localPage(page)).toBe("/");
    },
  );
});

describe("the message for a code", () => {
  it("is a general one for what anybody may have put into the address", () => {
    expect(messageOf("SIGN_IN_DENIED")).toBe("error.SIGN_IN_DENIED");
    expect(messageOf("UNAVAILABLE")).toBe("error.UNAVAILABLE");
    expect(messageOf("<b>Call this number</b>")).toBe("error.other");
  });
});

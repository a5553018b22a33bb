import { describe, expect, it } from "vitest";

import { preferredLanguage } from "./languages";

describe("preferredLanguage", () => {
  it("takes the first language of the browser that we speak", () => {
    expect(preferredLanguage(["de-DE", "ru-RU", "en"])).toBe("ru");
  });

  it("falls back to English", () => {
    expect(preferredLanguage(["de-DE"])).toBe("en");
  });

  it("prefers what was chosen before", () => {
    localStorage.setItem("provodnik.language", "ru");
    expect(preferredLanguage(["en-GB"])).toBe("ru");
  });

  it("ignores a remembered language that no longer exists", () => {
    localStorage.setItem("provodnik.language", "xx");
    expect(preferredLanguage(["en-GB"])).toBe("en");
  });
});

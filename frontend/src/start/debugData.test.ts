import { describe, expect, it } from "vitest";

import { readDebugData } from "./debugData";

const admin = { login: "admin", password: "a password", privileges: ["ADMIN"] };

describe("readDebugData", () => {
  it("reads logins and the time of loading", () => {
    expect(readDebugData({ logins: [admin], loaded_at: "2026-11-21T00:12:00Z" })).toEqual({
      logins: [admin],
      loadedAt: new Date("2026-11-21T00:12:00Z"),
    });
  });

  it("leaves out entries of another shape", () => {
    expect(readDebugData({ logins: [admin, { login: "half" }, null] })?.logins).toEqual([admin]);
  });

  it.each([undefined, null, "page", {}, { logins: "none" }, { logins: [] }])(
    "finds no debug data in %j",
    (body) => {
      expect(readDebugData(body)).toBeNull();
    },
  );

  it("does without a time that is none", () => {
    expect(readDebugData({ logins: [admin], loaded_at: "yesterday" })?.loadedAt).toBeNull();
  });
});

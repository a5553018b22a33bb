import { describe, expect, it } from "vitest";

import { readDebugData } from "./debugData";

const admin = { login: "admin", password: "a password", privileges: ["ADMIN"] };

const anna = { login: "anna", password: "a password", name: "Anna Belova" };

const olga = { ...anna, login: "olga", roles: ["provodnik-security"] };

describe("readDebugData", () => {
  it("reads logins and the time of loading", () => {
    const passengers = [anna, { login: "half" }];
    const provider_staff = [olga, anna];
    const body = { logins: [admin], passengers, provider_staff, loaded_at: "2026-11-21T00:12:00Z" };
    expect(readDebugData(body)).toEqual({
      logins: [admin],
      passengers: [anna],
      providerStaff: [olga],
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

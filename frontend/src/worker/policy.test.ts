import { describe, expect, it } from "vitest";

import { forgets, isAway, isKept, isPage, ticketOf } from "./policy";

const TICKET = "018f0000-0000-7000-8000-000000000000";
const CODE = `/base_api/users/me/tickets/${TICKET}/qr.svg`;

describe("what is kept for a train without a network", () => {
  it.each(["/base_api/auth/me", "/base_api/users/me/tickets", CODE, "/base_api/stations"])(
    "is %s",
    (path) => {
      expect(isKept(path)).toBe(true);
    },
  );

  it.each([
    "/base_api/users/me",
    "/base_api/users/me/export",
    "/base_api/users/me/face",
    "/base_api/auth/me/",
    "/base_api/users/me/tickets/../../../admin/users/qr.svg",
    "/base_api/admin/tickets",
    "/store_api/passenger/purchases",
    `/x${CODE}`,
  ])("is never %s", (path) => {
    expect(isKept(path)).toBe(false);
  });
});

describe("what was kept is forgotten", () => {
  it.each([
    ["POST", "/base_api/auth/logout"],
    ["POST", "/base_api/auth/engineer/sign_in"],
    ["GET", "/base_api/auth/callback"],
    ["DELETE", "/base_api/users/me"],
  ])("by %s %s", (method, path) => {
    expect(forgets(method, path)).toBe(true);
  });

  it.each([
    ["POST", "/base_api/auth/refresh"],
    ["GET", "/base_api/users/me"],
    ["GET", "/base_api/auth/login"],
  ])("not by %s %s", (method, path) => {
    expect(forgets(method, path)).toBe(false);
  });
});

describe("a page", () => {
  it.each(["/", "/tickets", "/docs/base", "/admin/users"])("is %s", (path) => {
    expect(isPage(path)).toBe(true);
  });

  it.each(["/base_api/auth/login", "/keycloak/session/end", "/health/base", "/static/x"])(
    "is not %s",
    (path) => {
      expect(isPage(path)).toBe(false);
    },
  );
});

it("a code names its ticket", () => {
  expect(ticketOf(CODE)).toBe(TICKET);
  expect(ticketOf("/base_api/users/me/tickets")).toBeNull();
});

it.each([
  [200, false],
  [401, false],
  [500, false],
  [502, true],
  [503, true],
  [504, true],
])("status %s is of a server that is away: %s", (status, away) => {
  expect(isAway(status)).toBe(away);
});

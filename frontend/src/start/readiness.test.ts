import { describe, expect, it } from "vitest";

import { readReadiness, summarise } from "./readiness";

describe("readReadiness", () => {
  it("names each dependency with its state", () => {
    const body = {
      status: "DEGRADED",
      environment: "development",
      dependencies: {
        database: { status: "OK", required: true },
        face_server: { status: "UNAVAILABLE", required: false },
      },
    };
    expect(readReadiness(body)).toEqual({
      state: "degraded",
      dependencies: [
        { name: "database", isThere: true, isRequired: true },
        { name: "face_server", isThere: false, isRequired: false },
      ],
      isDevelopment: true,
    });
  });

  it.each([undefined, null, "<html>", [], {}, { status: 502, title: "Bad Gateway" }])(
    "takes %j, which no server writes, for an absent server",
    (body) => {
      expect(readReadiness(body)).toEqual({
        state: "away",
        dependencies: [],
        isDevelopment: false,
      });
    },
  );

  it("shows a report without usable dependencies", () => {
    expect(readReadiness({ status: "OK", dependencies: { redis: "fine" } })).toEqual({
      state: "ok",
      dependencies: [],
      isDevelopment: false,
    });
  });
});

describe("summarise", () => {
  it("counts servers that are out of service or silent, before anything else", () => {
    expect(summarise(["away", "unavailable", undefined])).toEqual({ kind: "trouble", count: 2 });
  });

  it("waits for the last server", () => {
    expect(summarise(["ok", "ok", undefined])).toEqual({ kind: "checking" });
  });

  it("tells limits from full service", () => {
    expect(summarise(["ok", "degraded", "ok"])).toEqual({ kind: "degraded" });
    expect(summarise(["ok", "ok", "ok"])).toEqual({ kind: "all_ok" });
  });
});

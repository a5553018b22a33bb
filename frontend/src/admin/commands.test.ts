import { describe, expect, it } from "vitest";

import { bodyOf, NEW_COMMAND } from "./commands";

describe("a command", () => {
  it("carries only what its kind needs", () => {
    expect(bodyOf({ ...NEW_COMMAND, kind: "RESTART", text: "left over" })).toEqual({
      kind: "RESTART",
      expires_in: 300,
      payload: {},
    });
  });

  it("shows a message for some seconds", () => {
    expect(bodyOf({ ...NEW_COMMAND, kind: "SHOW_MESSAGE", text: " Tea ", seconds: "10" })).toEqual({
      kind: "SHOW_MESSAGE",
      expires_in: 300,
      payload: { text: "Tea", seconds: 10 },
    });
  });

  it("waits as long as is typed", () => {
    expect(bodyOf({ ...NEW_COMMAND, kind: "SET_VOLUME", percent: "0", minutes: "0.5" })).toEqual({
      kind: "SET_VOLUME",
      expires_in: 30,
      payload: { percent: 0 },
    });
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { DELAY_MS, Delays } from "./delays";

let delays: Delays;
beforeEach(() => {
  vi.useFakeTimers();
  delays = new Delays();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("what is delayed", () => {
  it("is done after a while, once", async () => {
    const act = vi.fn(() => Promise.resolve());
    delays.add("Revoke", act);
    await vi.advanceTimersByTimeAsync(DELAY_MS - 1);
    expect(act).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(DELAY_MS);
    expect(act).toHaveBeenCalledTimes(1);
    expect(delays.list()).toEqual([]);
  });

  it("is never done when it was taken back", async () => {
    const act = vi.fn(() => Promise.resolve());
    delays.add("Revoke", act);
    delays.undo(1);
    await vi.advanceTimersByTimeAsync(DELAY_MS * 2);
    expect(act).not.toHaveBeenCalled();
  });

  it("is not done twice by who is impatient", async () => {
    const act = vi.fn(() => Promise.resolve());
    delays.add("Revoke", act);
    await Promise.all([delays.now(1), delays.now(1)]);
    await vi.advanceTimersByTimeAsync(DELAY_MS);
    expect(act).toHaveBeenCalledTimes(1);
  });

  it("says when it could not be done, until that was seen", async () => {
    const told = vi.fn();
    delays.subscribe(told);
    delays.add("Revoke", () => Promise.reject(new Error("away")));
    await vi.advanceTimersByTimeAsync(DELAY_MS);
    expect(delays.list()).toMatchObject([{ state: "failed", action: "Revoke" }]);
    delays.undo(1);
    expect(delays.list()).toEqual([]);
    expect(told).toHaveBeenCalledTimes(4);
  });
});

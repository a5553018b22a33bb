import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { me } from "../test/admin";
import { serveAnswers } from "../test/gateway";
import { doAll } from "./bulk";

const refused = (code: string) => ({ error: { code } });
const IDS = ["a", "b", "c", "d"];

beforeEach(() => {
  document.cookie = "csrf_token=0123abcd";
  serveAnswers(me("ADMIN"));
});
afterEach(() => {
  document.cookie = "csrf_token=; max-age=0";
});

describe("the same done to many", () => {
  it("goes on after a refusal, and counts what a colleague has done as done", async () => {
    const answers = [{}, refused("TICKET_NOT_FOUND"), refused("UNAVAILABLE"), {}];
    const act = vi.fn(() => Promise.resolve(answers.shift() ?? {}));
    const all = doAll("1", IDS, act);
    await expect(all()).rejects.toMatchObject({ code: "UNAVAILABLE", left: 1, total: 4 });
    expect(act.mock.calls).toEqual([["a"], ["b"], ["c"], ["d"]]);
    act.mockClear();
    await all();
    expect(act.mock.calls).toEqual([["c"]]);
  });

  it("waits once for a server that is away", async () => {
    const act = vi.fn(() => Promise.resolve({}));
    act.mockResolvedValueOnce({}).mockRejectedValueOnce(new TypeError("Failed to fetch"));
    const all = doAll("1", IDS, act);
    await expect(all()).rejects.toMatchObject({ code: "NO_ANSWER", left: 3 });
    await all();
    expect(act.mock.calls).toEqual([["a"], ["b"], ["b"], ["c"], ["d"]]);
  });

  it("is not done by somebody else, nor by nobody", async () => {
    const act = vi.fn(() => Promise.resolve({}));
    const failure = { code: "UNAUTHENTICATED", left: 4 };
    await expect(doAll("2", IDS, act)()).rejects.toMatchObject(failure);
    document.cookie = "csrf_token=; max-age=0";
    await expect(doAll("1", IDS, act)()).rejects.toMatchObject(failure);
    expect(act).not.toHaveBeenCalled();
  });
});

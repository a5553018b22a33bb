import { afterEach, describe, expect, it, vi } from "vitest";

import { serveAnswers } from "../test/gateway";
import { fetchMe } from "./api";

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("a session that has expired", () => {
  it("takes the tickets with it that were kept for a train without a network", async () => {
    const asked = serveAnswers({});
    const kept = { delete: vi.fn(() => Promise.resolve(true)) };
    vi.stubGlobal("caches", kept);
    expect(await fetchMe()).toBeNull();
    expect(kept.delete).toHaveBeenCalledWith("seen");
    expect(asked).not.toHaveBeenCalled();
  });

  it("ends as well where nothing can be kept", async () => {
    vi.stubGlobal("caches", undefined);
    expect(await fetchMe()).toBeNull();
    vi.stubGlobal("caches", { delete: () => Promise.reject(new DOMException("forbidden")) });
    expect(await fetchMe()).toBeNull();
  });
});

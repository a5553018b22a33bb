import { screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { serveAnswers } from "../test/gateway";
import { renderPage } from "../test/renderPage";

const REFRESH = "/base_api/auth/refresh";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
});
afterEach(() => {
  vi.useRealTimers();
  document.cookie = "csrf_token=; max-age=0";
});

describe("the session of an open page", () => {
  it("is renewed every hour", async () => {
    document.cookie = "csrf_token=0123abcd";
    const asked = serveAnswers({ [REFRESH]: { status: 200, body: { status: "OK" } } });
    renderPage("/sign-in");
    await screen.findByRole("heading", { level: 1 });
    expect(asked).not.toHaveBeenCalledWith(REFRESH, expect.anything());
    await vi.advanceTimersByTimeAsync(2 * 60 * 60 * 1000);
    expect(asked.mock.calls.filter(([path]) => path === REFRESH)).toHaveLength(2);
  });

  it("is left alone when there is none", async () => {
    const asked = serveAnswers({});
    renderPage("/sign-in");
    await screen.findByRole("heading", { level: 1 });
    await vi.advanceTimersByTimeAsync(60 * 60 * 1000);
    expect(asked).not.toHaveBeenCalledWith(REFRESH, expect.anything());
  });
});

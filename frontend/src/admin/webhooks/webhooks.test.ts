import { describe, expect, it } from "vitest";

import { stateOf, type Webhook } from "./webhooks";

const webhook: Webhook = {
  id: "018f0000-0000-7000-8000-000000000001",
  url: "https://books.example/events",
  event_types: ["purchase.created"],
  description: "",
  is_active: true,
  disabled_at: null,
  former_secret_until: null,
  created_at: "2026-03-08T10:00:00Z",
};

describe("the state of a webhook", () => {
  it("tells who switched it off: a person, or the receiver", () => {
    expect(stateOf(webhook).key).toBe("webhooks.on");
    expect(stateOf({ ...webhook, is_active: false }).key).toBe("webhooks.off");
    const gone = { ...webhook, is_active: false, disabled_at: "2026-03-09T10:00:00Z" };
    expect(stateOf(gone)).toEqual({ key: "webhooks.gone", tone: "bad" });
  });
});

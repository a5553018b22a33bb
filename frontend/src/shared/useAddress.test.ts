import { describe, expect, it } from "vitest";

import { withChanges } from "./useAddress";

function changed(address: string, changes: Record<string, string | undefined>): string {
  return withChanges(new URLSearchParams(address), changes).toString();
}

describe("the address of a list", () => {
  it("begins at the first page when a filter changes", () => {
    expect(changed("name=a&page=3", { name: "b" })).toBe("name=b");
  });

  it("keeps the filters when the page changes, and both when something is opened", () => {
    expect(changed("name=a", { page: "2" })).toBe("name=a&page=2");
    expect(changed("name=a&page=2", { show: "1" })).toBe("name=a&page=2&show=1");
  });

  it("drops what is empty", () => {
    expect(changed("name=a&state=VALID", { name: "", state: undefined })).toBe("");
  });
});

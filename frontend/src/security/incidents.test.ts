import { describe, expect, it } from "vitest";

import { incident, pageOf } from "../test/incidents";
import { OPEN_STATES, withIncident } from "./incidents";

const wanted = { states: OPEN_STATES, kind: undefined };

describe("a list of incidents that is told of one", () => {
  it("puts a new one first", () => {
    const page = withIncident(pageOf([incident("1")]), incident("2"), wanted);
    expect(page.items.map(({ id }) => id)).toEqual(["2", "1"]);
    expect(page.total).toBe(2);
  });

  it("keeps its length", () => {
    const page = withIncident({ ...pageOf([incident("1")]), size: 1 }, incident("2"), wanted);
    expect(page.items.map(({ id }) => id)).toEqual(["2"]);
    expect(page.total).toBe(2);
  });

  it("changes a known one where it stands, however often it is told", () => {
    const told = incident("1", { state: "ACKNOWLEDGED" });
    const once = withIncident(pageOf([incident("2"), incident("1")]), told, wanted);
    expect(once.items.map(({ state }) => state)).toEqual(["NEW", "ACKNOWLEDGED"]);
    expect(withIncident(once, told, wanted)).toEqual(once);
  });

  it("lets go of what was closed", () => {
    const told = incident("1", { state: "RESOLVED" });
    const page = withIncident(pageOf([incident("2"), incident("1")]), told, wanted);
    expect(page.items.map(({ id }) => id)).toEqual(["2"]);
    expect(page.total).toBe(1);
    expect(withIncident(page, told, wanted)).toBe(page);
  });

  it("ignores another kind", () => {
    const page = pageOf([incident("1")]);
    expect(withIncident(page, incident("2"), { ...wanted, kind: "SMOKE" })).toBe(page);
  });
});

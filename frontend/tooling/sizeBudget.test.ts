import type { Rolldown } from "vite";
import { describe, expect, it } from "vitest";

import { partsOf } from "./sizeBudget.ts";

interface Part {
  module?: string;
  imports?: string[];
  isEntry?: boolean;
}

function chunk(fileName: string, { module, imports = [], isEntry = false }: Part): unknown {
  return {
    type: "chunk",
    fileName,
    facadeModuleId: module ?? null,
    imports,
    isEntry,
    isDynamicEntry: module !== undefined && !isEntry,
  };
}

const bundle = Object.fromEntries(
  [
    ["index.js", { module: "/x/src/main.tsx", imports: ["framework.js"], isEntry: true }],
    ["framework.js", {}],
    ["tickets.js", { module: "/x/src/passenger/TicketsPage.tsx", imports: ["framework.js"] }],
    ["menu.js", { module: "/x/src/shops/MenuPage.tsx", imports: ["shared.js", "index.js"] }],
    ["shared.js", { imports: ["framework.js"] }],
    ["sales.js", { module: "/x/src/admin/SalesPage.tsx", imports: ["charts-1.js", "shared.js"] }],
    ["charts-1.js", {}],
  ].map(([name, part]) => [name, chunk(name as string, part as Part)]),
) as Rolldown.OutputBundle;

describe("the parts of the application", () => {
  const parts = partsOf(bundle);

  it("begin with what the first page loads", () => {
    expect([...(parts.get("the first page") ?? [])]).toEqual(["index.js", "framework.js"]);
  });

  it("are what an area adds to that, in whatever folder it lives", () => {
    expect([...(parts.get("passenger") ?? [])]).toEqual(["tickets.js", "menu.js", "shared.js"]);
  });

  it("leave charts apart", () => {
    expect([...(parts.get("admin") ?? [])]).toEqual(["sales.js", "shared.js"]);
  });
});

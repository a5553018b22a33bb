import { gzipSync } from "node:zlib";

import type { Plugin, Rolldown } from "vite";

type Bundle = Rolldown.OutputBundle;
type Chunk = Rolldown.OutputChunk;

/** Bytes of JavaScript, gzip: on the first page, and what an area adds to it. */
const BUDGET = 150_000;
/** Folders of `src` that people open as one. */
const AREAS: Record<string, string> = {
  passenger: "passenger",
  shops: "passenger",
  terminal: "terminal",
  security: "security",
  admin: "admin",
  docs: "docs",
  "sign-in": "sign-in",
};
/** Drawn by few pages, and loaded by them alone. */
const APART = /chart/i;

function chunkOf(bundle: Bundle, name: string): Chunk | undefined {
  const output = bundle[name];
  return output?.type === "chunk" ? output : undefined;
}

function chunksOf(bundle: Bundle): Chunk[] {
  return Object.values(bundle).filter((output) => output.type === "chunk");
}

function follow(bundle: Bundle, name: string, found: Set<string>): void {
  const chunk = chunkOf(bundle, name);
  if (chunk === undefined || found.has(name)) return;
  found.add(name);
  chunk.imports.forEach((imported) => {
    follow(bundle, imported, found);
  });
}

function areaOf({ facadeModuleId }: Chunk): string | undefined {
  const folder = /\/src\/([^/]+)\//.exec(facadeModuleId ?? "")?.[1];
  return folder === undefined ? undefined : AREAS[folder];
}

/** Which files the first page loads, and which each area adds when all of its pages were opened. */
export function partsOf(bundle: Bundle): Map<string, Set<string>> {
  const initial = new Set<string>();
  for (const chunk of chunksOf(bundle)) {
    if (chunk.isEntry) follow(bundle, chunk.fileName, initial);
  }
  const parts = new Map([["the first page", initial]]);
  for (const chunk of chunksOf(bundle)) {
    const area = areaOf(chunk);
    if (!chunk.isDynamicEntry || area === undefined) continue;
    const files = parts.get(area) ?? new Set<string>();
    follow(bundle, chunk.fileName, files);
    parts.set(area, files);
  }
  for (const [part, files] of parts) {
    if (files === initial) continue;
    const added = [...files].filter((name) => !initial.has(name) && !APART.test(name));
    parts.set(part, new Set(added));
  }
  return parts;
}

/** Stops the build of an application that has grown too large for a slow phone. */
export function sizeBudget(budget: number = BUDGET): Plugin {
  return {
    name: "size-budget",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      for (const [part, files] of partsOf(bundle)) {
        const codes = [...files].flatMap((name) => chunkOf(bundle, name)?.code ?? []);
        const size = codes.reduce((sum, code) => sum + gzipSync(code, { level: 9 }).length, 0);
        const told = `${part}: ${(size / 1000).toFixed(1)} kB of JavaScript, gzip`;
        if (size > budget) this.error(`${told}, which is more than ${budget / 1000} kB`);
        this.info(told);
      }
    },
  };
}

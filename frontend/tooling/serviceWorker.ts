import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";

import { build, type Plugin, type Rolldown } from "vite";

const WORKER = fileURLToPath(new URL("../src/worker/worker.ts", import.meta.url));
/** Shown without a network, beside the first page. */
const PAGES = ["/passenger/TicketsPage.tsx"];
const PUBLIC = ["/static/boot.js", "/static/icon.svg", "/static/manifest.webmanifest"];

type Bundle = Rolldown.OutputBundle;
type Chunk = Rolldown.OutputChunk;

function isChunk(output: Bundle[string] | undefined): output is Chunk {
  return output?.type === "chunk";
}

/** The file of a chunk, those that it imports at once, and their styles. */
function withImports(bundle: Bundle, name: string, found: Set<string>): Set<string> {
  const chunk = bundle[name];
  if (found.has(name) || !isChunk(chunk)) return found;
  found.add(name);
  chunk.viteMetadata?.importedCss.forEach((style) => found.add(style));
  chunk.imports.forEach((imported) => withImports(bundle, imported, found));
  return found;
}

/** What the first page and the tickets need; all else is kept when it is first opened. */
export function shellOf(bundle: Bundle): string[] {
  const found = new Set<string>();
  for (const [name, output] of Object.entries(bundle)) {
    if (!isChunk(output)) continue;
    const module = output.facadeModuleId ?? "";
    if (output.isEntry || PAGES.some((page) => module.endsWith(page))) {
      withImports(bundle, name, found);
    }
    if (/golos-text-(cyrillic|latin)-wght/.test(name)) found.add(name);
  }
  for (const name of Object.keys(bundle)) {
    if (/golos-text-(cyrillic|latin)-wght-normal-/.test(name)) found.add(name);
  }
  return ["/", ...PUBLIC, ...[...found].map((name) => `/${name}`).sort()];
}

/** By what the files hold: names that carry a hash, and the page that names them. */
function versionOf(files: string[], page: string): string {
  return createHash("sha256").update(files.join()).update(page).digest("hex").slice(0, 16);
}

/** Builds src/worker into /sw.js: one plain script that knows the files of this build. */
export function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    enforce: "post",
    async generateBundle(_, bundle) {
      const files = shellOf(bundle);
      const page = bundle["index.html"];
      const text = page?.type === "asset" ? String(page.source) : "";
      const shell = JSON.stringify({ version: versionOf(files, text), files });
      const built = await build({
        configFile: false,
        logLevel: "warn",
        publicDir: false,
        define: { SHELL: shell },
        build: {
          write: false,
          target: "es2023",
          lib: { entry: WORKER, formats: ["iife"], name: "worker", fileName: "sw" },
        },
      });
      const [output] = (Array.isArray(built) ? built : [built]).flatMap((one) =>
        "output" in one ? one.output : [],
      );
      if (output?.type !== "chunk") throw new Error("src/worker has built nothing");
      this.emitFile({ type: "asset", fileName: "sw.js", source: output.code });
    },
  };
}

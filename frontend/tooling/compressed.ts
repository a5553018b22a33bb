import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

import type { Plugin } from "vite";

const TEXT = /\.(?:js|css|html|json|svg)$/;
const SMALLEST = 1024;
const compress = promisify(gzip);

/** Puts `x.js.gz` beside `x.js`: as small as it gets, once, and not at each request. */
export function compressed(): Plugin {
  return {
    name: "compressed",
    apply: "build",
    enforce: "post",
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) return;
      const names = Object.keys(bundle).filter((name) => TEXT.test(name));
      for (const name of names) {
        const content = await readFile(join(dir, name));
        if (content.length < SMALLEST) continue;
        await writeFile(join(dir, `${name}.gz`), await compress(content, { level: 9 }));
      }
    },
  };
}

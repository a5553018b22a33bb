import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import type { Plugin } from "vite";

import { SERVERS } from "../src/shared/servers.ts";

const PREFIX = "static/openapi/";

/** The committed OpenAPI document of a server as compact JSON, or null when it does not exist. */
export async function readDocument(root: URL, folder: string): Promise<string | null> {
  const path = fileURLToPath(new URL(`${folder}/openapi.json`, root));
  try {
    return JSON.stringify(JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new Error(`${path} cannot be read as JSON`, { cause: error });
  }
}

/** Serves the servers' OpenAPI documents below /static/openapi, in development and in the bundle. */
export function openapiDocuments(root: URL): Plugin {
  return {
    name: "openapi-documents",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const folder = SERVERS.map((known) => known.folder).find(
          (known) => request.url === `/${PREFIX}${known}.json`,
        );
        if (folder === undefined) {
          next();
          return;
        }
        readDocument(root, folder).then((document) => {
          response.statusCode = document === null ? 404 : 200;
          response.setHeader("Content-Type", "application/json");
          response.end(document ?? "{}");
        }, next);
      });
    },
    async generateBundle() {
      for (const { folder } of SERVERS) {
        const source = await readDocument(root, folder);
        if (source === null) {
          this.warn(`${folder}/openapi.json does not exist; /docs will say so`);
          continue;
        }
        this.emitFile({ type: "asset", fileName: `${PREFIX}${folder}.json`, source });
      }
    },
  };
}

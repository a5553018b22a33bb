import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { afterEach, describe, expect, it } from "vitest";

import { readDocument } from "./openapiDocuments.ts";

const roots: string[] = [];

async function repositoryWith(content: string | null): Promise<URL> {
  const root = await mkdtemp(join(tmpdir(), "openapi-documents-"));
  roots.push(root);
  await mkdir(join(root, "base_server"));
  if (content !== null) await writeFile(join(root, "base_server", "openapi.json"), content);
  return pathToFileURL(`${root}/`);
}

afterEach(async () => {
  await Promise.all(roots.splice(0).map((root) => rm(root, { recursive: true })));
});

describe("readDocument", () => {
  it("makes the committed document compact", async () => {
    const root = await repositoryWith('{\n  "openapi": "3.1.0"\n}\n');
    expect(await readDocument(root, "base_server")).toBe('{"openapi":"3.1.0"}');
  });

  it("tolerates a document that does not exist yet", async () => {
    expect(await readDocument(await repositoryWith(null), "base_server")).toBeNull();
  });

  it("stops the build at a broken one, naming the file", async () => {
    const root = await repositoryWith("{");
    await expect(readDocument(root, "base_server")).rejects.toThrow(/base_server\/openapi\.json/);
  });
});

import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { compressed } from "./tooling/compressed.ts";
import { initialChunk } from "./tooling/initialChunk.ts";
import { openapiDocuments } from "./tooling/openapiDocuments.ts";
import { serviceWorker } from "./tooling/serviceWorker.ts";
import { sizeBudget } from "./tooling/sizeBudget.ts";

const gateway = process.env["PROVODNIK_GATEWAY"] ?? "http://localhost:8080";
const ENTRY = fileURLToPath(new URL("src/main.tsx", import.meta.url));
const FRAMEWORK =
  /node_modules[\\/](react|react-dom|scheduler|react-router|@tanstack|i18next|react-i18next)[\\/]/;
const proxied = ["/base_api", "/store_api", "/health", "/static/debug.json"];

export default defineConfig({
  plugins: [
    react(),
    openapiDocuments(new URL("..", import.meta.url)),
    serviceWorker(),
    sizeBudget(),
    compressed(),
  ],
  server: {
    proxy: Object.fromEntries(proxied.map((path) => [path, { target: gateway, ws: true }])),
  },
  build: {
    // The gateway serves everything below /static, and caches /static/assets for ever: those
    // names carry a hash of the content.
    assetsDir: "static/assets",
    // An inlined asset is a data: address, which the content security policy refuses for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2023",
    rolldownOptions: {
      output: {
        // What changes with an upgrade of packages only, so that browsers keep it between releases.
        codeSplitting: {
          groups: [
            { name: "framework", test: FRAMEWORK, priority: 1 },
            { name: initialChunk(ENTRY) },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}", "tooling/**/*.test.ts"],
    testTimeout: 30_000,
    // The modules and the page of a process serve all its files: to make them anew for each took
    // three quarters of the time.
    isolate: false,
    unstubGlobals: true,
    setupFiles: ["src/test/setup.ts"],
  },
});

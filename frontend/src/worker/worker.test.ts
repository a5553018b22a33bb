import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";

const ORIGIN = "https://train.example";
const ME = `${ORIGIN}/base_api/auth/me`;
const TICKETS = `${ORIGIN}/base_api/users/me/tickets`;
const LOGOUT = `${ORIGIN}/base_api/auth/logout`;

/** As much of a browser's store as the worker asks for. */
class Stores {
  readonly all = new Map<string, Map<string, Response>>();
  /** Called while something is being written. */
  onPut: () => void = () => undefined;

  open(name: string) {
    const held = this.all.get(name) ?? new Map<string, Response>();
    this.all.set(name, held);
    return Promise.resolve({
      keys: () => Promise.resolve([...held.keys()].map((url) => ({ url }))),
      delete: (request: { url: string }) => Promise.resolve(held.delete(request.url)),
      put: (url: string, kept: Response) => {
        this.onPut();
        held.set(url, kept);
        return Promise.resolve();
      },
    });
  }

  match(path: string, { cacheName }: { cacheName: string }) {
    const found = this.all.get(cacheName)?.get(new URL(path, ORIGIN).href);
    return Promise.resolve(found?.clone());
  }

  delete(name: string) {
    return Promise.resolve(this.all.delete(name));
  }

  /** What is kept of a passenger. */
  get kept(): string[] {
    return [...(this.all.get("seen")?.keys() ?? [])];
  }
}

let stores: Stores;
let request: (method: string, url: string) => Promise<unknown>;

beforeEach(async () => {
  stores = new Stores();
  let onFetch: (event: object) => void = () => undefined;
  vi.stubGlobal("SHELL", { version: "1", files: [] });
  vi.stubGlobal("caches", stores);
  vi.stubGlobal("self", {
    location: { origin: ORIGIN },
    addEventListener: (name: string, listener: typeof onFetch) => {
      if (name === "fetch") onFetch = listener;
    },
  });
  request = (method, url) => {
    const waits: Promise<unknown>[] = [];
    const wait = (one: Promise<unknown>): void => void waits.push(one);
    onFetch({ request: { method, url, mode: "cors" }, waitUntil: wait, respondWith: wait });
    return Promise.all(waits);
  };
  vi.resetModules();
  await import("./worker");
});

// The next file is loaded before its first test, which is when the runner would do it.
afterAll(() => {
  vi.unstubAllGlobals();
});

function answer(body: unknown): void {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify(body))));
}

describe("what the worker keeps", () => {
  it("is who is signed in, if that is a passenger", async () => {
    answer({ id: "1", kind: "passenger" });
    await request("GET", ME);
    expect(stores.kept).toEqual([ME]);
    answer({ id: "2", kind: "engineer" });
    await request("GET", ME);
    expect(stores.kept).toEqual([]);
  });

  it("is of one passenger only", async () => {
    answer({ id: "1", kind: "passenger" });
    await request("GET", ME);
    answer([]);
    await request("GET", TICKETS);
    answer({ id: "2", kind: "passenger" });
    await request("GET", ME);
    expect(stores.kept).toEqual([ME]);
  });

  it.each([
    [ME, { id: "1", kind: "passenger" }],
    [TICKETS, []],
  ])("is forgotten when somebody leaves while %s is written", async (url, body) => {
    answer(body);
    let left: Promise<unknown> | undefined;
    stores.onPut = () => {
      left = request("POST", LOGOUT);
    };
    await request("GET", url);
    await left;
    expect(stores.kept).toEqual([]);
  });
});

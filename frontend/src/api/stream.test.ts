import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { followStream, type StreamState } from "./stream";

/** A server whose streams the test writes to. */
class Server {
  readonly asked: Headers[] = [];
  status = 200;
  private writer: ReadableStreamDefaultController<Uint8Array> | undefined;

  constructor() {
    vi.stubGlobal("fetch", (_: string, init: RequestInit) => {
      this.asked.push(new Headers(init.headers));
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          this.writer = controller;
        },
      });
      const headers = { "Content-Type": "text/event-stream" };
      return Promise.resolve(new Response(body, { status: this.status, headers }));
    });
  }

  async send(text: string): Promise<void> {
    this.writer?.enqueue(new TextEncoder().encode(text));
    await vi.advanceTimersByTimeAsync(1);
  }

  async end(): Promise<void> {
    this.writer?.close();
    await vi.advanceTimersByTimeAsync(1);
  }
}

let states: StreamState[];
let events: [string, unknown][];
let stop: () => void;

async function follow(headers?: () => Promise<Record<string, string>>): Promise<void> {
  stop = followStream({
    url: "/base_api/monitoring/stream",
    kinds: ["ready", "incident.created"],
    onEvent: (kind, data) => events.push([kind, data]),
    onState: (state) => states.push(state),
    headers,
  });
  await vi.advanceTimersByTimeAsync(1);
}

beforeEach(() => {
  vi.useFakeTimers();
  states = [];
  events = [];
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

describe("a followed stream", () => {
  it("hands over the events that are wanted", async () => {
    const server = new Server();
    await follow();
    await server.send("event: ready\nid: 1-0\ndata: {}\n\nevent: other\ndata: {}\n\n");
    await server.send('event: incident.created\nid: 2-0\ndata: {"event_id": "a"}\n\n');
    expect(events).toEqual([
      ["ready", {}],
      ["incident.created", { event_id: "a" }],
    ]);
    expect(states).toEqual(["live"]);
  });

  it("goes on after the last event when the connection was lost", async () => {
    const server = new Server();
    await follow();
    await server.send("event: ready\nid: 7-0\ndata: {}\n\n");
    await server.end();
    expect(states).toEqual(["live", "lost"]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(states).toEqual(["live", "lost", "live"]);
    expect(server.asked.map((headers) => headers.get("Last-Event-ID"))).toEqual([null, "7-0"]);
  });

  it("tries again after an error status, ever more slowly", async () => {
    const server = new Server();
    server.status = 503;
    await follow();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.asked.length).toBeGreaterThan(4);
    expect(server.asked.length).toBeLessThan(12);
    server.status = 200;
    await vi.advanceTimersByTimeAsync(25_000);
    expect(states.at(-1)).toBe("live");
  });

  it("is lost when nothing comes, and stays while the server's comments come", async () => {
    const server = new Server();
    await follow();
    for (let beat = 0; beat < 5; beat += 1) {
      await vi.advanceTimersByTimeAsync(15_000);
      await server.send(": ping\n\n");
    }
    expect(states).toEqual(["live"]);
    await vi.advanceTimersByTimeAsync(45_000);
    expect(states[1]).toBe("lost");
  });

  it("asks for its headers at each connection", async () => {
    const server = new Server();
    let token = 0;
    await follow(() => Promise.resolve({ Authorization: `Bearer ${(token += 1)}` }));
    await server.end();
    await vi.advanceTimersByTimeAsync(2000);
    expect(server.asked.map((headers) => headers.get("Authorization"))).toEqual([
      "Bearer 1",
      "Bearer 2",
    ]);
  });

  it("ends when nobody follows any longer", async () => {
    const server = new Server();
    await follow();
    stop();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(server.asked).toHaveLength(1);
  });
});

/// <reference lib="webworker" />
/**
 * Keeps the application and a passenger's tickets for a train without a network.
 *
 * The network always comes first. What it answered last is shown when it fails, is away, or takes
 * too long, with the time at which it was seen in the header X-Seen-At. Of what is private, only
 * what `policy.ts` names is kept, and it is forgotten with the session.
 */
import { forgets, isAway, isKept, isPage, ME, SEEN, ticketOf, TICKETS } from "./policy";

declare const self: ServiceWorkerGlobalScope;
/** The files of this build, filled in by tooling/serviceWorker.ts. */
declare const SHELL: { version: string; files: string[] };

const { version, files } = SHELL;
const SHELL_CACHE = `shell-${version}`;
const PATIENCE_MS = 4_000;
const ASSETS = "/static/assets/";

// Whatever began to be fetched before somebody left is not kept after that.
let generation = 0;

async function forget(): Promise<void> {
  generation += 1;
  await caches.delete(SEEN);
}

interface Me {
  id: string;
  kind: string;
}

async function dropFormerCodes(seen: Cache, tickets: Response): Promise<void> {
  const ids = new Set(((await tickets.json()) as { id: string }[]).map(({ id }) => id));
  for (const request of await seen.keys()) {
    const ticket = ticketOf(new URL(request.url).pathname);
    if (ticket !== null && !ids.has(ticket)) await seen.delete(request);
  }
}

/** Whether somebody else's is kept. */
async function isAnother({ id }: Me): Promise<boolean> {
  const known = await caches.match(ME, { cacheName: SEEN, ignoreVary: true });
  return known !== undefined && ((await known.json()) as Me).id !== id;
}

async function keep(url: URL, answer: Response, began: number): Promise<void> {
  if (answer.status === 401) await forget();
  if (!answer.ok || began !== generation) return;
  let mine = began;
  if (url.pathname === ME) {
    const me = (await answer.clone().json()) as Me;
    // What an earlier one left behind goes first, which is no reason to forget this one.
    if (await isAnother(me)) {
      mine += 1;
      await forget();
    }
    if (me.kind !== "passenger") return;
  }
  const seen = await caches.open(SEEN);
  if (url.pathname === TICKETS) await dropFormerCodes(seen, answer.clone());
  const headers = {
    "Content-Type": answer.headers.get("Content-Type") ?? "",
    "X-Seen-At": new Date().toISOString(),
  };
  const body = await answer.arrayBuffer();
  await seen.put(url.href, new Response(body, { headers }));
  // Somebody left while it was written.
  if (mine !== generation) await caches.delete(SEEN);
}

/** The network's answer, else the other one; where there is neither, the failure itself. */
async function networkFirst(
  network: Promise<Response>,
  other: () => Promise<Response | undefined>,
): Promise<Response> {
  const patience = new Promise<undefined>((resolve) => {
    setTimeout(resolve, PATIENCE_MS, undefined);
  });
  const first = await Promise.race([network.catch(() => undefined), patience]);
  if (first !== undefined && !isAway(first.status)) return first;
  return (await other()) ?? network;
}

function answerSeen(event: FetchEvent, url: URL): Promise<Response> {
  const began = generation;
  const network = fetch(event.request);
  const kept = network.then((answer) => keep(url, answer.clone(), began)).catch(() => undefined);
  event.waitUntil(kept);
  return networkFirst(network, () => caches.match(url.href, { cacheName: SEEN, ignoreVary: true }));
}

/** Names of built files carry a hash: what is there is right. */
async function answerAsset(request: Request): Promise<Response> {
  const shell = await caches.open(SHELL_CACHE);
  const known = await shell.match(request, { ignoreVary: true });
  if (known !== undefined) return known;
  const answer = await fetch(request);
  if (answer.ok) await shell.put(request, answer.clone());
  return answer;
}

function fromShell(path: string): Promise<Response | undefined> {
  return caches.match(path, { cacheName: SHELL_CACHE, ignoreVary: true });
}

self.addEventListener("install", (event) => {
  const fill = async (): Promise<void> => {
    await (await caches.open(SHELL_CACHE)).addAll(files);
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  const takeOver = async (): Promise<void> => {
    const former = (await caches.keys()).filter(
      (name) => name.startsWith("shell-") && name !== SHELL_CACHE,
    );
    await Promise.all(former.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(takeOver());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (forgets(request.method, url.pathname)) event.waitUntil(forget());
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    if (isPage(url.pathname)) {
      event.respondWith(networkFirst(fetch(request), () => fromShell("/")));
    }
  } else if (url.pathname.startsWith(ASSETS)) {
    event.respondWith(answerAsset(request));
  } else if (files.includes(url.pathname)) {
    event.respondWith(networkFirst(fetch(request), () => fromShell(url.pathname)));
  } else if (isKept(url.pathname)) {
    event.respondWith(answerSeen(event, url));
  }
});

/** What a page showed before this worker was there: fetched once more, where it is missing. */
async function fetchMissing(paths: string[]): Promise<void> {
  for (const path of paths) {
    const url = new URL(path, self.location.origin);
    if (url.origin !== self.location.origin || !isKept(url.pathname)) continue;
    if ((await caches.match(url.href, { cacheName: SEEN, ignoreVary: true })) !== undefined)
      continue;
    const began = generation;
    await keep(url, await fetch(url, { cache: "no-store" }), began);
  }
}

self.addEventListener("message", (event) => {
  const { keep: paths } = event.data as { keep?: string[] };
  if (paths !== undefined) event.waitUntil(fetchMissing(paths).catch(() => undefined));
});

import { useSyncExternalStore } from "react";

import { SEEN } from "../worker/policy";

const HEADER = "X-Seen-At";
/** Path → when its last answer was seen, if it did not come from the network. */
const known = new Map<string, string>();
const listeners = new Set<() => void>();

/** Notes whether an answer is of now or was kept by the service worker. */
export function noteAge(address: string, response: Response): void {
  const path = new URL(address, window.location.origin).pathname;
  const at = response.headers.get(HEADER) ?? undefined;
  if (known.get(path) === at) return;
  if (at === undefined) known.delete(path);
  else known.set(path, at);
  listeners.forEach((listener) => {
    listener();
  });
}

/** The worker hears of a session that has expired only when a server is asked. */
export async function forgetSeen(): Promise<void> {
  // Without TLS a browser has none, and its types do not say so.
  const kept = globalThis.caches as CacheStorage | undefined;
  // A browser may forbid it, in a private window for example: then there is no offline copy.
  await kept?.delete(SEEN).catch(() => false);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** When what is shown of this path was seen; undefined when it is of now. */
export function useSeenAt(path: string): string | undefined {
  return useSyncExternalStore(subscribe, () => known.get(path));
}

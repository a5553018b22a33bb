const TIMEOUT_MS = 4000;

/** An answer of the gateway whose body may or may not have been JSON. */
export interface JsonAnswer {
  status: number;
  /** `undefined` when the body is no JSON. */
  body: unknown;
}

/** Rejects only when no answer came at all: connection refused, lost, or too slow. */
export async function fetchJson(
  path: string,
  { signal, timeout = TIMEOUT_MS, ...init }: RequestInit & { timeout?: number } = {},
): Promise<JsonAnswer> {
  const deadline = AbortSignal.timeout(timeout);
  const headers = new Headers(init.headers);
  headers.set("Accept", "application/json");
  const response = await fetch(path, {
    ...init,
    headers,
    cache: "no-store",
    signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
  });
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) as unknown };
  } catch {
    return { status: response.status, body: undefined };
  }
}

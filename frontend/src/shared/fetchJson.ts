const TIMEOUT_MS = 4000;

/** An answer of the gateway whose body may or may not have been JSON. */
export interface JsonAnswer {
  status: number;
  /** `undefined` when the body is no JSON. */
  body: unknown;
}

/** Rejects only when no answer came at all: connection refused, lost, or too slow. */
export async function fetchJson(path: string, signal?: AbortSignal): Promise<JsonAnswer> {
  const deadline = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(path, {
    headers: { Accept: "application/json" },
    cache: "no-store",
    signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
  });
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) as unknown };
  } catch {
    return { status: response.status, body: undefined };
  }
}

/** What a server says of itself at `/readyz`, and what the gateway says in its place. */

export interface Dependency {
  name: string;
  isThere: boolean;
  isRequired: boolean;
}

export type ServerState = "ok" | "degraded" | "unavailable" | "away";

export interface Readiness {
  state: ServerState;
  dependencies: Dependency[];
  isDevelopment: boolean;
}

const STATES: Readonly<Record<string, ServerState>> = {
  OK: "ok",
  DEGRADED: "degraded",
  UNAVAILABLE: "unavailable",
};

const AWAY: Readiness = { state: "away", dependencies: [], isDevelopment: false };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readDependencies(value: unknown): Dependency[] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, entry]) =>
    isRecord(entry)
      ? [{ name, isThere: entry["status"] === "OK", isRequired: entry["required"] !== false }]
      : [],
  );
}

/** Anything that is no readiness report (the gateway's own 502, a page) means: the server is away. */
export function readReadiness(body: unknown): Readiness {
  if (!isRecord(body)) return AWAY;
  const state = STATES[String(body["status"])];
  if (state === undefined) return AWAY;
  return {
    state,
    dependencies: readDependencies(body["dependencies"]),
    isDevelopment: body["environment"] === "development",
  };
}

export type Overall =
  | { kind: "checking" }
  | { kind: "all_ok" }
  | { kind: "degraded" }
  | { kind: "trouble"; count: number };

/** One sentence for the whole line; `undefined` stands for a server not heard of yet. */
export function summarise(states: readonly (ServerState | undefined)[]): Overall {
  const count = states.filter((state) => state === "away" || state === "unavailable").length;
  if (count > 0) return { kind: "trouble", count };
  if (states.includes(undefined)) return { kind: "checking" };
  return { kind: states.includes("degraded") ? "degraded" : "all_ok" };
}

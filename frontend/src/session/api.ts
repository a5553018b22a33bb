import type { components } from "../api/generated/base";
import { fetchJson } from "../shared/fetchJson";
import { csrfToken } from "./csrf";

export type Me = components["schemas"]["Me"];
type SignedOut = components["schemas"]["SignedOut"];

/** What a server says when it refuses: `code` for programs, `detail` for people. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string, detail: string) {
    super(detail);
    this.code = code;
  }
}

// An erasure or an export asks every server.
const TIMEOUT_MS = 20_000;

/** Asks as the browser's session. Rejects with a `Refusal` where the server refuses. */
export async function ask(path: string, init: RequestInit = {}): Promise<unknown> {
  const headers = new Headers();
  const token = csrfToken();
  if (token !== null) headers.set("X-CSRF-Token", token);
  if (init.body !== undefined) headers.set("Content-Type", "application/json");
  const { status, body } = await fetchJson(path, { ...init, headers, timeout: TIMEOUT_MS });
  if (status >= 200 && status < 300) return body;
  const { code, detail } = (body ?? {}) as { code?: string; detail?: string };
  throw new Refusal(code ?? "NO_ANSWER", detail ?? "");
}

/** Null for who is not signed in: without the cookie nobody needs to be asked. */
export async function fetchMe(signal: AbortSignal): Promise<Me | null> {
  if (csrfToken() === null) return null;
  try {
    return (await ask("/base_api/auth/me", { signal })) as Me;
  } catch (error) {
    if (error instanceof Refusal && error.code === "UNAUTHENTICATED") return null;
    throw error;
  }
}

export async function signInEngineer(login: string, password: string): Promise<void> {
  const body = JSON.stringify({ login, password });
  await ask("/base_api/auth/engineer/sign_in", { method: "POST", body });
}

/** Another session in place of this one, with its full lifetime. */
export async function renew(): Promise<void> {
  await ask("/base_api/auth/refresh", { method: "POST" });
}

/** Where the browser has to go to be signed out at the provider, too. */
export async function signOut(): Promise<string | null> {
  const answer = (await ask("/base_api/auth/logout", { method: "POST" })) as SignedOut;
  return answer.provider_logout_url;
}

/** The address that begins a passenger's sign-in, and comes back to `next`. */
export function passengerSignIn(next: string): string {
  return `/base_api/auth/login?${new URLSearchParams({ next }).toString()}`;
}

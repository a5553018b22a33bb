import { baseServer, codeOf } from "../api/client";
import { csrfToken } from "../api/csrf";
import type { components } from "../api/generated/base";
import { forgetSeen } from "../offline/seen";

export type Me = components["schemas"]["Me"];

/**
 * Null for who is not signed in: without the cookie nobody needs to be asked, and nothing of who was
 * signed in is kept any longer.
 */
export async function fetchMe(signal: AbortSignal | null = null): Promise<Me | null> {
  if (csrfToken() === null) {
    await forgetSeen();
    return null;
  }
  const { data, error } = await baseServer.GET("/auth/me", { signal });
  if (data !== undefined) return data;
  if (codeOf(error) === "UNAUTHENTICATED") return null;
  throw new Error(codeOf(error));
}

/** The same for staff whose roles at the provider count here. */
export function staffSignIn(next: string, language: string): string {
  const query = new URLSearchParams({ next, language, staff: "true" });
  return `/base_api/auth/login?${query.toString()}`;
}

/** The address that begins a passenger's sign-in in a language, and comes back to `next`. */
export function passengerSignIn(next: string, language: string): string {
  return `/base_api/auth/login?${new URLSearchParams({ next, language }).toString()}`;
}

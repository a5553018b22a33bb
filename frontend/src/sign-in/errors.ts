const KNOWN = [
  "SIGN_IN_EXPIRED",
  "SIGN_IN_DENIED",
  "IDENTITY_NOT_PROVEN",
  "IDENTITY_PROVIDER_UNAVAILABLE",
  "NO_STAFF_ROLE",
  "BAD_CREDENTIALS",
  "TOO_MANY_REQUESTS",
  "UNAVAILABLE",
] as const;

type Known = (typeof KNOWN)[number];

/** The message for a code. What comes in the address is never shown itself. */
export function messageOf(code: string): `error.${Known}` | "error.other" {
  const known = KNOWN.find((one) => one === code);
  return known === undefined ? "error.other" : `error.${known}`;
}

/** A path of this platform; anything else, such as another host, is the start page. */
export function localPage(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : "/";
}

const REGISTRATION = [
  "BAD_CREDENTIALS",
  "PRIVILEGE_REQUIRED",
  "STORE_NOT_FOUND",
  "VALIDATION_ERROR",
  "TOO_MANY_REQUESTS",
] as const;

/** The words for why a browser did not become a terminal. */
export function registrationRefusal(
  code: string,
): `register.refusal.${(typeof REGISTRATION)[number] | "other"}` {
  return `register.refusal.${REGISTRATION.find((known) => known === code) ?? "other"}`;
}

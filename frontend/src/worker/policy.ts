/** What is kept of a passenger's own: who they are, their tickets with codes, names of stations. */
const KEPT = [
  /^\/base_api\/auth\/me$/,
  /^\/base_api\/users\/me\/tickets$/,
  /^\/base_api\/users\/me\/tickets\/[0-9a-f-]{36}\/qr\.svg$/,
  /^\/base_api\/stations$/,
];
const CODE = /^\/base_api\/users\/me\/tickets\/([0-9a-f-]{36})\/qr\.svg$/;
const SERVERS = /^\/(?:[a-z]+_api|keycloak|health|static)\//;
/** After these nobody's tickets may stay: somebody has left, or somebody else has come. */
const FORGETS = [
  ["POST", "/base_api/auth/logout"],
  ["POST", "/base_api/auth/engineer/sign_in"],
  ["GET", "/base_api/auth/callback"],
  ["DELETE", "/base_api/users/me"],
] as const;

/** The cache of all that is private. */
export const SEEN = "seen";

export const ME = "/base_api/auth/me";
export const TICKETS = "/base_api/users/me/tickets";

export function isKept(path: string): boolean {
  return KEPT.some((one) => one.test(path));
}

export function forgets(method: string, path: string): boolean {
  return FORGETS.some(([by, at]) => by === method && at === path);
}

/** A page of the application, and nothing that a server behind the gateway answers. */
export function isPage(path: string): boolean {
  return !SERVERS.test(path);
}

/** Of a code: its ticket. */
export function ticketOf(path: string): string | null {
  return CODE.exec(path)?.[1] ?? null;
}

/** The gateway or a server says that it is away: what was seen before is the better answer. */
export function isAway(status: number): boolean {
  return status === 502 || status === 503 || status === 504;
}

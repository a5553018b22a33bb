import { useQuery } from "@tanstack/react-query";

import { fetchJson } from "../shared/fetchJson";

export interface DebugLogin {
  login: string;
  password: string;
  privileges: string[];
}

export interface DebugPassenger {
  login: string;
  password: string;
  name: string;
}

/** Staff whose privileges follow the roles at the identity provider. */
export interface DebugStaff extends DebugPassenger {
  roles: string[];
}

export interface DebugData {
  logins: DebugLogin[];
  passengers: DebugPassenger[];
  providerStaff: DebugStaff[];
  loadedAt: Date | null;
}

function isLogin(value: unknown): value is DebugLogin {
  if (typeof value !== "object" || value === null) return false;
  const { login, password, privileges } = value as Partial<Record<keyof DebugLogin, unknown>>;
  return typeof login === "string" && typeof password === "string" && Array.isArray(privileges);
}

function isPassenger(value: unknown): value is DebugPassenger {
  if (typeof value !== "object" || value === null) return false;
  const { login, password, name } = value as Partial<Record<keyof DebugPassenger, unknown>>;
  return [login, password, name].every((word) => typeof word === "string");
}

function isStaff(value: unknown): value is DebugStaff {
  return isPassenger(value) && "roles" in value && Array.isArray(value.roles);
}

function those<Entry>(list: unknown, isOne: (value: unknown) => value is Entry): Entry[] {
  return Array.isArray(list) ? list.filter(isOne) : [];
}

/** Null unless the body is the debug data's file: before it is loaded there is none. */
export function readDebugData(body: unknown): DebugData | null {
  if (typeof body !== "object" || body === null) return null;
  const { logins, passengers, provider_staff, loaded_at } = body as Record<string, unknown>;
  const known = those(logins, isLogin);
  if (known.length === 0) return null;
  const loadedAt = typeof loaded_at === "string" ? new Date(loaded_at) : null;
  const isTime = loadedAt !== null && !Number.isNaN(loadedAt.getTime());
  return {
    logins: known,
    passengers: those(passengers, isPassenger),
    providerStaff: those(provider_staff, isStaff),
    loadedAt: isTime ? loadedAt : null,
  };
}

async function fetchDebugData(signal: AbortSignal): Promise<DebugData | null> {
  const { status, body } = await fetchJson("/static/debug.json", { signal });
  return status === 200 ? readDebugData(body) : null;
}

export function useDebugData({ enabled }: { enabled: boolean }): DebugData | null {
  const { data } = useQuery({
    queryKey: ["debug-data"],
    queryFn: ({ signal }) => fetchDebugData(signal),
    staleTime: 60_000,
    enabled,
  });
  return data ?? null;
}

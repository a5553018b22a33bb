import { useSearchParams } from "react-router";

export interface Address {
  get: (name: string) => string | undefined;
  /** From 1. */
  page: number;
  /** Undefined or empty takes a word out. A change of anything but the page begins at page 1. */
  set: (changes: Record<string, string | undefined>) => void;
}

/** Filters and the page of a list, kept in the address: it can be shared, and "back" works. */
export function useAddress(): Address {
  const [query, setQuery] = useSearchParams();
  return {
    get: (name) => query.get(name) ?? undefined,
    page: Math.max(1, Math.trunc(Number(query.get("page") ?? 1)) || 1),
    set: (changes) => {
      setQuery((former) => withChanges(former, changes), { preventScrollReset: true });
    },
  };
}

export function withChanges(
  former: URLSearchParams,
  changes: Record<string, string | undefined>,
): URLSearchParams {
  const next = new URLSearchParams(former);
  if (!("page" in changes) && !("show" in changes)) next.delete("page");
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === "") next.delete(name);
    else next.set(name, value);
  }
  return next;
}

import { keepPreviousData } from "@tanstack/react-query";

import { store } from "../api/client";
import type { components } from "../api/generated/store";
import type { LookUp } from "../shared/SearchChoice";
import { usePaused } from "../shared/usePaused";

export type Store = components["schemas"]["StoreRead"];
export const STORE_TYPES = ["SHOP", "RESTAURANT"] as const;

const PATH = "/admin/stores";
// A choice is made among few; whoever does not see the wanted one types more of its name.
const SHOWN = 20;

/** Stores whose name has this in it, closed ones at the end; nothing is asked while it is undefined. */
export function useStoresNamed(text: string | undefined): LookUp {
  const part = usePaused(text ?? "");
  const query = { size: SHOWN, ...(part !== "" && { name: part }) };
  const options = { enabled: text !== undefined, placeholderData: keepPreviousData };
  const open = store.useQuery("get", PATH, { params: { query } }, options);
  const closed = store.useQuery(
    "get",
    PATH,
    { params: { query: { ...query, is_archived: true } } },
    options,
  );
  return {
    found: open.data && closed.data && [...open.data.items, ...closed.data.items],
    isCurrent: part === text && !open.isPlaceholderData && !closed.isPlaceholderData,
    isError: open.isError || closed.isError,
  };
}

/** The names of up to a hundred stores, open or closed; what is elsewhere knows the number only. */
export function useStoreNames(ids: readonly string[]): (id: string) => string {
  const query = { size: 100, id: [...new Set(ids)].sort() };
  const { data } = store.useQuery(
    "get",
    PATH,
    { params: { query } },
    { enabled: ids.length > 0, placeholderData: keepPreviousData },
  );
  const names = new Map(data?.items.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

import { keepPreviousData } from "@tanstack/react-query";

import { store } from "../api/client";
import type { Found } from "../shared/SearchChoice";

const PATH = "/admin/stores";
// A choice is made among few; whoever does not see the wanted one types more of its name.
const SHOWN = 20;

/** Stores whose name has this in it, closed ones at the end; undefined while they are sought. */
export function useStoresNamed(part: string): Found[] | undefined {
  const query = { size: SHOWN, ...(part !== "" && { name: part }) };
  const options = { placeholderData: keepPreviousData };
  const open = store.useQuery("get", PATH, { params: { query } }, options);
  const closed = store.useQuery(
    "get",
    PATH,
    { params: { query: { ...query, is_archived: true } } },
    options,
  );
  if (open.data === undefined || closed.data === undefined) return undefined;
  return [...open.data.items, ...closed.data.items];
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

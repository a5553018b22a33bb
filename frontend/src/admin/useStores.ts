import { store } from "../api/client";

const PATH = "/admin/stores";

/** Stores by their numbers, closed ones at the end; what is elsewhere knows the number only. */
export function useStores(): {
  stores: readonly { id: string; name: string }[];
  nameOf: (id: string) => string;
} {
  const open = store.useQuery("get", PATH, { params: { query: { size: 100 } } });
  const closed = store.useQuery("get", PATH, {
    params: { query: { size: 100, is_archived: true } },
  });
  const stores = [...(open.data?.items ?? []), ...(closed.data?.items ?? [])];
  return { stores, nameOf: (id) => stores.find((one) => one.id === id)?.name ?? id };
}

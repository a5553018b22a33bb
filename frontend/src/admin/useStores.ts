import { store } from "../api/client";

/** Stores by their numbers; what is elsewhere knows the number only. */
export function useStores(): {
  stores: readonly { id: string; name: string }[];
  nameOf: (id: string) => string;
} {
  const { data } = store.useQuery("get", "/admin/stores", { params: { query: { size: 100 } } });
  const stores = data?.items ?? [];
  return { stores, nameOf: (id) => stores.find((one) => one.id === id)?.name ?? id };
}

import { type QueryClient, type QueryKey, useQueryClient } from "@tanstack/react-query";

/**
 * An answer that is on its way may be older than what is told now. It is let in before it is asked for
 * again: the package joins a first load instead, and whatever comes thick and fast would cancel
 * every later one.
 */
export async function loadAnew(queries: QueryClient, queryKey: QueryKey): Promise<void> {
  const underWay = queries.getQueryCache().findAll({ queryKey, fetchStatus: "fetching" });
  await Promise.allSettled(underWay.map(({ promise }) => Promise.resolve(promise)));
  await queries.invalidateQueries({ queryKey }, { cancelRefetch: false });
}

/** Has what was loaded from these paths loaded anew. */
export function useRefresh(): (...paths: string[]) => Promise<void> {
  const queries = useQueryClient();
  return async (...paths) => {
    await Promise.all(paths.map((path) => loadAnew(queries, ["get", path])));
  };
}

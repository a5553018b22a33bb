import { useQueries, useQueryClient } from "@tanstack/react-query";

import type { PageOf } from "./Pager";

export const PAGE_SIZE = 100;
const KEPT_MS = 60_000;
// Whoever scrolls back and forth does not ask each time.
const FRESH_MS = 10_000;

export interface CursorPage<Row> extends PageOf<Row> {
  next_cursor: string | null;
}

/** Which part of a list is asked for: by the cursor of the page before, or by its number. */
export type Part = { size: number } & ({ page: number } | { cursor: string });

export interface LongList<Row> {
  /** Paths and filters: another key is another list. Begins as the other queries of the path do. */
  key: readonly unknown[];
  load: (part: Part, signal: AbortSignal) => Promise<CursorPage<Row>>;
}

export interface Loaded<Row> {
  /** Undefined while it is on its way. */
  rowAt: (index: number) => Row | undefined;
  /** Undefined before the first answer. */
  total: number | undefined;
  isEstimate: boolean;
  isError: boolean;
  again: () => void;
}

/**
 * The pages of a list that are in sight, and its first one. Whoever scrolls on goes by the cursor,
 * which stays quick however deep it goes; whoever jumps goes by the page's number.
 */
export function useLongList<Row>({ key, load }: LongList<Row>, pages: number[]): Loaded<Row> {
  const queries = useQueryClient();
  const keyOf = (page: number): readonly unknown[] => [...key, "long", page];
  const wanted = [...new Set([1, ...pages])];
  const partOf = (page: number): Part => {
    const before = queries.getQueryState<CursorPage<Row>>(keyOf(page - 1));
    const cursor = before?.isInvalidated === false ? before.data?.next_cursor : null;
    const size = PAGE_SIZE;
    return typeof cursor === "string" ? { size, cursor } : { size, page };
  };
  const results = useQueries({
    queries: wanted.map((page) => ({
      queryKey: keyOf(page),
      queryFn: ({ signal }: { signal: AbortSignal }) => load(partOf(page), signal),
      gcTime: KEPT_MS,
      staleTime: FRESH_MS,
    })),
  });
  const [first] = results;
  // The last page may be shorter or gone by now: then the newest answer is right.
  const newest = results.reduce(
    (latest, one) => (one.dataUpdatedAt > (latest?.dataUpdatedAt ?? 0) ? one : latest),
    first,
  );
  return {
    rowAt: (index) => {
      const page = Math.floor(index / PAGE_SIZE) + 1;
      return results[wanted.indexOf(page)]?.data?.items[index % PAGE_SIZE];
    },
    total: newest?.data?.total,
    isEstimate: newest?.data?.total_is_estimate ?? false,
    isError: results.some(({ isError }) => isError),
    again: () => {
      for (const one of results) if (one.isError) void one.refetch();
    },
  };
}

import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import type { PageOf } from "./Pager";
import type { Sorting } from "./sorting";

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
  /**
   * Paths and filters: another key is another list. Begins as the other queries of the path do.
   * Not the order, in which it is the same list still.
   */
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
 * How many rows there are, as far as that is certain: the last page tells, and an estimate does not.
 * What was known goes on being so until there turns out to be more.
 */
function endBy<Row>(page: number, found: CursorPage<Row>, known: number | undefined) {
  if (!found.total_is_estimate) return found.total;
  const seen = (page - 1) * PAGE_SIZE + found.items.length;
  if (found.next_cursor === null) return seen;
  return known !== undefined && known > seen ? known : undefined;
}

/**
 * The pages of a list that are in sight, and its first one. Whoever scrolls on goes by the cursor,
 * which stays quick however deep it goes; whoever jumps goes by the page's number.
 */
export function useLongList<Row>(
  { key, load }: LongList<Row>,
  pages: number[],
  sorting?: Sorting,
): Loaded<Row> {
  const queries = useQueryClient();
  const keyOf = (page: number): readonly unknown[] => [...key, "long", sorting?.sort, page];
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
  // The last page may be shorter or gone by now: then the newest answer is right.
  const place = results.reduce(
    (newest, one, at) => (one.dataUpdatedAt > (results[newest]?.dataUpdatedAt ?? 0) ? at : newest),
    0,
  );
  const newest = results[place]?.data;
  const [known, setKnown] = useState<number>();
  const end = newest && endBy(wanted[place] ?? 1, newest, known);
  if (newest !== undefined && end !== known) setKnown(end);
  return {
    rowAt: (index) => {
      const page = Math.floor(index / PAGE_SIZE) + 1;
      return results[wanted.indexOf(page)]?.data?.items[index % PAGE_SIZE];
    },
    total: end ?? newest?.total,
    isEstimate: newest !== undefined && end === undefined,
    isError: results.some(({ isError }) => isError),
    again: () => {
      for (const one of results) if (one.isError) void one.refetch();
    },
  };
}

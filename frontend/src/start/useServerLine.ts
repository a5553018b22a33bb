import { useQueries } from "@tanstack/react-query";

import { fetchJson } from "../shared/fetchJson";
import { type ServerId, SERVERS } from "../shared/servers";
import { type Overall, readReadiness, type Readiness, summarise } from "./readiness";

export const POLL_SECONDS = 5;

export interface ServerOnLine {
  id: ServerId;
  /** The last report; none before the first answer. */
  readiness: Readiness | undefined;
}

export interface ServerLine {
  servers: ServerOnLine[];
  overall: Overall;
  isGatewayLost: boolean;
  /** Production has no debug data, and is not asked for any. */
  isDevelopment: boolean;
  /** When an answer last came, in milliseconds since the epoch; 0 before the first one. */
  answeredAt: number;
}

/** Asks every server for its readiness, over and over while the page can be seen. */
export function useServerLine(): ServerLine {
  const queries = useQueries({
    queries: SERVERS.map(({ id }) => ({
      queryKey: ["health", id],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        readReadiness((await fetchJson(`/health/${id}`, { signal })).body),
      refetchInterval: POLL_SECONDS * 1000,
      staleTime: 0,
    })),
  });
  return {
    servers: SERVERS.map(({ id }, index) => ({ id, readiness: queries[index]?.data })),
    overall: summarise(queries.map((query) => query.data?.state)),
    // Not isError: a query without data falls back to "pending" with each new attempt.
    isGatewayLost: queries.every((query) => query.errorUpdatedAt > query.dataUpdatedAt),
    isDevelopment: queries.some((query) => query.data?.isDevelopment === true),
    answeredAt: Math.max(...queries.map((query) => query.dataUpdatedAt)),
  };
}

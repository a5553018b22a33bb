import { useQuery, type UseQueryResult } from "@tanstack/react-query";

import { fetchJson } from "../shared/fetchJson";
import type { Server } from "../shared/servers";
import { isOpenApiDocument, type OpenApiDocument } from "./openapi";

/** The server's document from this bundle; null when the bundle was built without it. */
export function useDocument(server: Server): UseQueryResult<OpenApiDocument | null> {
  return useQuery({
    queryKey: ["openapi", server.id],
    queryFn: async ({ signal }) => {
      const { body } = await fetchJson(`/static/openapi/${server.folder}.json`, { signal });
      return isOpenApiDocument(body) ? body : null;
    },
    staleTime: Infinity,
  });
}

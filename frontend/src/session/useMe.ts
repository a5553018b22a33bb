import { useQuery, type UseQueryResult } from "@tanstack/react-query";

import { fetchMe, type Me } from "./api";

export const ME = ["me"];

/** Who is signed in; `null` data for nobody. */
export function useMe(): UseQueryResult<Me | null> {
  return useQuery({ queryKey: ME, queryFn: ({ signal }) => fetchMe(signal), staleTime: 60_000 });
}

import { useQueryClient } from "@tanstack/react-query";

/** Has what was loaded from these paths loaded anew. */
export function useRefresh(): (...paths: string[]) => Promise<void> {
  const queries = useQueryClient();
  return async (...paths) => {
    await Promise.all(paths.map((path) => queries.invalidateQueries({ queryKey: ["get", path] })));
  };
}

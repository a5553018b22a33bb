import { QueryClient } from "@tanstack/react-query";

/**
 * The platform often runs on the reader's own machine or on a train without an uplink, so the
 * browser's idea of being "offline" must not stop requests.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always",
        retry: false,
        refetchOnWindowFocus: true,
        refetchOnReconnect: true,
      },
      mutations: { networkMode: "always" },
    },
  });
}

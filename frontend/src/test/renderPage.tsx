import { QueryClientProvider } from "@tanstack/react-query";
import { act, render, type RenderResult } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";

import { createQueryClient } from "../app/queryClient";
import { routes } from "../app/routes";

interface RenderedPage extends RenderResult {
  /** To another address, as a link does. */
  go: (address: string) => Promise<void>;
}

/** The whole application at an address, with the real router, queries and words. */
export function renderPage(address: string): RenderedPage {
  const router = createMemoryRouter(routes, { initialEntries: [address] });
  const rendered = render(
    <QueryClientProvider client={createQueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { ...rendered, go: (to) => act(() => router.navigate(to)) };
}

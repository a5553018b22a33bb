import { QueryClientProvider } from "@tanstack/react-query";
import { render, type RenderResult } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";

import { createQueryClient } from "../app/queryClient";
import { routes } from "../app/routes";

/** The whole application at an address, with the real router, queries and words. */
export function renderPage(address: string): RenderResult {
  const router = createMemoryRouter(routes, { initialEntries: [address] });
  return render(
    <QueryClientProvider client={createQueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { PropsWithChildren } from "react";
import { describe, expect, it } from "vitest";

import { createQueryClient } from "../app/queryClient";
import { useRefresh } from "./useRefresh";

const PATH = "/store/tasks";

function followed() {
  const asked: ((tasks: string[]) => void)[] = [];
  const queries = createQueryClient();
  const hook = renderHook(
    () => ({
      refresh: useRefresh(),
      tasks: useQuery({
        queryKey: ["get", PATH],
        queryFn: () => new Promise<string[]>((answer) => asked.push(answer)),
      }),
    }),
    {
      wrapper: ({ children }: PropsWithChildren) => (
        <QueryClientProvider client={queries}>{children}</QueryClientProvider>
      ),
    },
  );
  return { asked, page: () => hook.result.current };
}

describe("loading anew", () => {
  it("asks again when the first answer on its way may be too old", async () => {
    const { asked, page } = followed();
    await waitFor(() => {
      expect(asked).toHaveLength(1);
    });
    const refreshed = page().refresh(PATH);
    asked[0]?.([]);
    await waitFor(() => {
      expect(asked).toHaveLength(2);
    });
    asked[1]?.(["tea"]);
    await act(() => refreshed);
    await waitFor(() => {
      expect(page().tasks.data).toEqual(["tea"]);
    });
  });

  it("lets answers in while more is told, and asks once for all of it", async () => {
    const { asked, page } = followed();
    await waitFor(() => {
      expect(asked).toHaveLength(1);
    });
    asked[0]?.([]);
    await waitFor(() => {
      expect(page().tasks.data).toEqual([]);
    });
    void page().refresh(PATH);
    await waitFor(() => {
      expect(asked).toHaveLength(2);
    });
    const told = [page().refresh(PATH), page().refresh(PATH), page().refresh(PATH)];
    asked[1]?.(["tea"]);
    await waitFor(() => {
      expect(page().tasks.data).toEqual(["tea"]);
    });
    await waitFor(() => {
      expect(asked).toHaveLength(3);
    });
    asked[2]?.(["tea", "soup"]);
    await act(() => Promise.all(told));
    await waitFor(() => {
      expect(page().tasks.data).toEqual(["tea", "soup"]);
    });
    expect(asked).toHaveLength(3);
  });
});

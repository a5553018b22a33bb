import { useTranslation } from "react-i18next";

import type { StreamState } from "../api/stream";
import type { components } from "../api/generated/store";
import { currentLanguage } from "../i18n";
import { useRefresh } from "../shared/useRefresh";
import { useStream } from "../shared/useStream";
import { authorization, terminal } from "./client";
import { COLUMNS, type Task } from "./tasks";

// What is late becomes so by the clock, without an event.
const REFRESH_MS = 30_000;
// More than that nobody can cook at once; the oldest would be missing, so it is the largest page.
const MOST = 100;

type Page = components["schemas"]["Page_TaskRead_"];
interface Listing {
  data?: Page | undefined;
  isError: boolean;
  refetch: () => unknown;
}

/** What is to be done, as of this moment. */
export function useTasks(onNew: (task: Task) => void): { listing: Listing; line: StreamState } {
  const refresh = useRefresh();
  const { i18n } = useTranslation();
  const load = (): void => void refresh("/store/tasks");
  const listing = terminal.useQuery(
    "get",
    "/store/tasks",
    { params: { query: { state: [...COLUMNS], size: MOST, language: currentLanguage(i18n) } } },
    { refetchInterval: REFRESH_MS },
  );
  const line = useStream<
    Record<"ready" | "reset" | "task.created" | "task.changed", { task: Task }>
  >(
    "/store_api/store/tasks/stream",
    {
      ready: load,
      reset: load,
      "task.created": ({ task }) => {
        load();
        if (task.state === "NEW") onNew(task);
      },
      "task.changed": load,
    },
    authorization,
  );
  return { listing, line };
}

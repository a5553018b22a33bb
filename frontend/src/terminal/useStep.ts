import { codeOf } from "../api/client";
import { useRefresh } from "../shared/useRefresh";
import { terminal } from "./client";

const RETRY_MS = 3000;
const LONGEST_RETRIES = 100;

/** A lost connection keeps a step waiting until it is back: whoever cooks presses once. */
const WAITING = {
  retry: (count: number, error: unknown) =>
    codeOf(error) === "NO_ANSWER" && count < LONGEST_RETRIES,
  retryDelay: RETRY_MS,
};

interface Step {
  take: () => void;
  makeReady: () => void;
  handOver: (isAgeConfirmed: boolean) => void;
  isPending: boolean;
  /** The server does not answer; the step is sent again and again. */
  isRetrying: boolean;
  error: unknown;
}

/** The next step of a task. What the servers did already, they refuse the second time. */
export function useStep(taskId: string): Step {
  const refresh = useRefresh();
  const options = { ...WAITING, onSettled: () => refresh("/store/tasks") };
  const taking = terminal.useMutation("post", "/store/task/{task_id}/take", options);
  const finishing = terminal.useMutation("post", "/store/task/{task_id}/ready", options);
  const handing = terminal.useMutation("post", "/store/task/{task_id}/hand_over", options);
  const all = [taking, finishing, handing];
  const params = { path: { task_id: taskId } };
  return {
    take: () => {
      taking.mutate({ params });
    },
    makeReady: () => {
      finishing.mutate({ params });
    },
    handOver: (isAgeConfirmed) => {
      handing.mutate({ params, body: { age_confirmed: isAgeConfirmed } });
    },
    isPending: all.some((one) => one.isPending),
    isRetrying: all.some((one) => one.isPending && one.failureCount > 0),
    error: all.find((one) => one.isError)?.error,
  };
}

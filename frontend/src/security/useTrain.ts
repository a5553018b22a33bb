import { useQueries } from "@tanstack/react-query";

import { base } from "../api/client";
import type { StreamState } from "../api/stream";
import { useRefresh } from "../shared/useRefresh";
import { useStream } from "../shared/useStream";
import { OPEN_STATES } from "./incidents";
import { type Wagon, wagonsOf } from "./train";

const INCIDENTS = "/monitoring/incidents";
const ROBOTS = "/monitoring/robots";
const STREAM = "/base_api/monitoring/stream";
const MOST = 100;

export interface RunKey {
  train_number: string;
  train_date: string;
}

/** The wagons of a run, kept up to date by the stream; undefined until all is known. */
export function useTrain(
  run: RunKey,
  known: readonly number[],
): { wagons: Wagon[] | undefined; isError: boolean; again: () => void; stream: StreamState } {
  const refresh = useRefresh();
  const of = { ...run, size: MOST };
  const robots = base.useQuery("get", ROBOTS, { params: { query: of } });
  const cameras = useQueries({
    queries: (robots.data?.items ?? []).map(({ id }) =>
      base.queryOptions("get", "/monitoring/cameras", {
        params: { query: { robot_id: id, size: MOST } },
      }),
    ),
  });
  const incidents = base.useQuery("get", INCIDENTS, {
    params: { query: { ...of, is_alarm: true, state: [...OPEN_STATES] } },
  });
  const reload = (): void => void refresh(INCIDENTS, ROBOTS);
  const stream = useStream<Record<string, unknown>>(STREAM, {
    ready: reload,
    reset: reload,
    "incident.created": reload,
    "incident.changed": reload,
    "robot.connection_changed": reload,
  });
  const all = [robots, ...cameras, incidents];
  const isKnown = robots.data && incidents.data && cameras.every(({ data }) => data !== undefined);
  const seen = cameras.flatMap(({ data }) => data?.items ?? []);
  return {
    wagons: isKnown ? wagonsOf(known, robots.data.items, seen, incidents.data.items) : undefined,
    isError: all.some(({ isError }) => isError),
    again: () => {
      for (const query of all) if (query.isError) void query.refetch();
    },
    stream,
  };
}

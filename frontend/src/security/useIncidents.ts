import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";

import { base } from "../api/client";
import type { StreamState } from "../api/stream";
import type { Listing } from "../shared/table/DataTable";
import { loadAnew } from "../shared/useRefresh";
import { useStream } from "../shared/useStream";
import { type Incident, type IncidentPage, withIncident, type Wanted } from "./incidents";

const LIST = "/monitoring/incidents";
const DETAIL = "/monitoring/incident/{incident_id}";
const STREAM = "/base_api/monitoring/stream";

interface Told {
  incident: Incident;
}

interface StreamEvents {
  ready: unknown;
  reset: unknown;
  "incident.created": Told;
  "incident.changed": Told;
}

/** A page of alarms, the newest first, kept up to date by the stream. */
export function useIncidents(
  wanted: Wanted,
  page: number,
  onNew: (incident: Incident) => void,
): { listing: Listing<Incident>; stream: StreamState } {
  const queries = useQueryClient();
  const { states, kind } = wanted;
  const query = {
    page,
    is_alarm: true,
    state: [...states],
    ...(kind !== undefined && { kind: [kind] }),
  };
  const options = base.queryOptions("get", LIST, { params: { query } });
  const listing = useQuery({ ...options, placeholderData: keepPreviousData });

  const reload = (): void => {
    void loadAnew(queries, ["get", LIST]);
    void loadAnew(queries, ["get", DETAIL]);
  };
  const take = ({ incident }: Told): void => {
    const isAsking = queries.isFetching({ queryKey: ["get", LIST] }) > 0;
    if (page === 1) {
      queries.setQueryData<IncidentPage>(
        options.queryKey,
        (former) => former && withIncident(former, incident, wanted),
      );
    }
    // The answer that is on its way may be older than this event.
    if (page !== 1 || isAsking) void loadAnew(queries, ["get", LIST]);
    const init = { params: { path: { incident_id: incident.id } } };
    void loadAnew(queries, ["get", DETAIL, init]);
  };
  const stream = useStream<StreamEvents>(STREAM, {
    ready: reload,
    reset: reload,
    "incident.created": (told) => {
      take(told);
      onNew(told.incident);
    },
    "incident.changed": take,
  });
  return { listing, stream };
}

import { base, store } from "../api/client";
import type { components as BaseComponents } from "../api/generated/base";
import type { components } from "../api/generated/store";
import { lastDays, railwayDay, railwayMoment } from "../shared/railwayTime";

export type Sales = components["schemas"]["SalesFigures"];
export type Alarms = BaseComponents["schemas"]["IncidentFigures"];
export type Connection = BaseComponents["schemas"]["Connection"];

export const DAYS = { day: 1, week: 7, month: 30 } as const;
export type Span = keyof typeof DAYS;

const OFTEN = { refetchInterval: 30_000 };

/** Sales of all stores, from the beginning of the railway's day on which the span begins. */
export function useSales(span: Span): Sales | undefined {
  const [first = railwayDay()] = lastDays(DAYS[span]);
  const query = { since: railwayMoment(`${first}T00:00`) };
  return store.useQuery("get", "/admin/statistics", { params: { query } }, OFTEN).data;
}

export function useAlarms(): Alarms | undefined {
  return base.useQuery("get", "/admin/incidents/figures", { params: { query: {} } }, OFTEN).data;
}

function useCount(connection: Connection): number | undefined {
  const query = { connection, size: 1 };
  return base.useQuery("get", "/admin/robots", { params: { query } }, OFTEN).data?.total;
}

/** How many robots are in each state of connection. */
export function useConnections(): Record<Connection, number | undefined> {
  return {
    ONLINE: useCount("ONLINE"),
    DEGRADED: useCount("DEGRADED"),
    OFFLINE: useCount("OFFLINE"),
  };
}

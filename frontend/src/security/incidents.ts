import type { components } from "../api/generated/base";
import type { Tone } from "../staff/Badge";

type Schemas = components["schemas"];
export type Incident = Schemas["IncidentRead"];
export type IncidentDetail = Schemas["IncidentDetail"];
export type IncidentState = Schemas["IncidentState"];
export type IncidentKind = Schemas["IncidentKind"];
export type IncidentPage = Schemas["Page_IncidentRead_"];

export const KINDS: readonly IncidentKind[] = [
  "FIGHT",
  "WEAPON",
  "FALL",
  "SMOKE",
  "LEFT_OBJECT",
  "PERSON",
  "OTHER",
];

export const OPEN_STATES: readonly IncidentState[] = ["NEW", "ACKNOWLEDGED"];

export const TONES: Record<IncidentState, Tone> = {
  NEW: "bad",
  ACKNOWLEDGED: "warn",
  RESOLVED: "ok",
  FALSE_ALARM: "idle",
};

/** What a list of incidents is limited to. */
export interface Wanted {
  states: readonly IncidentState[];
  kind: IncidentKind | undefined;
}

function isWanted(incident: Incident, { states, kind }: Wanted): boolean {
  return states.includes(incident.state) && (kind === undefined || incident.kind === kind);
}

/**
 * The first page of a list after the stream told of an incident. One that no longer belongs to the
 * list leaves it. One that we did not know comes first: the list has the newest there.
 */
export function withIncident(page: IncidentPage, incident: Incident, wanted: Wanted): IncidentPage {
  const place = page.items.findIndex(({ id }) => id === incident.id);
  if (!isWanted(incident, wanted)) {
    if (place === -1) return page;
    const items = page.items.filter(({ id }) => id !== incident.id);
    return { ...page, items, total: page.total - 1 };
  }
  if (place === -1) {
    const items = [incident, ...page.items].slice(0, page.size);
    return { ...page, items, total: page.total + 1 };
  }
  return { ...page, items: page.items.with(place, incident) };
}

import type { Incident, IncidentDetail, IncidentPage } from "../security/incidents";

/** An incident for tests. */
export function incident(id: string, change: Partial<Incident> = {}): Incident {
  return {
    id,
    kind: "FIGHT",
    score: 0.87,
    is_alarm: true,
    state: "NEW",
    robot_id: "r",
    camera: { camera_id: "front", name: "Front", place: "Vestibule" },
    train_number: "002A",
    train_date: "2026-03-08",
    wagon_number: 7,
    occurred_at: "2026-03-08T10:00:00Z",
    created_at: "2026-03-08T10:00:01Z",
    faces: { state: "NONE", sent: 0, unusable: 0 },
    passengers_matched: 0,
    watch_list_matched: 0,
    snapshot_until: null,
    acknowledged_by: null,
    acknowledged_at: null,
    closed_by: null,
    closed_at: null,
    closing_reason: null,
    ...change,
  };
}

export function detail(id: string, change: Partial<IncidentDetail> = {}): IncidentDetail {
  return { ...incident(id), participants: [], comments: [], ...change };
}

export function pageOf(items: Incident[]): IncidentPage {
  return {
    items,
    total: items.length,
    total_is_estimate: false,
    page: 1,
    size: 50,
    next_cursor: null,
  };
}

import { FACE_FAULTS } from "../shared/faceFaults";

const KNOWN = [
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "VALIDATION_ERROR",
  "IDEMPOTENCY_CONFLICT",
  "INCIDENT_STATE_CONFLICT",
  "CAMERA_EXISTS",
  "SECOND_ENGINEER_REQUIRED",
  "WATCH_LIST_ENTRY_CLOSED",
  "BAD_EXPIRY",
  "LOGIN_TAKEN",
  "LAST_ADMINISTRATOR",
  "PLACE_TAKEN",
  "USER_NOT_FOUND",
  "ROBOT_NOT_FOUND",
  "TICKET_NOT_FOUND",
  "STORE_NOT_FOUND",
  "STORE_ARCHIVED",
  "ALREADY_SETTLED",
  "IMPORT_REFUSED",
  "IMPORT_OVERTAKEN",
  "UNREADABLE_FILE",
  "TASK_STATE_CONFLICT",
  "AGE_NOT_CONFIRMED",
  "OUT_OF_STOCK",
  "ITEM_ARCHIVED",
  "ITEM_NOT_FOUND",
  "REFUND_EXCEEDS_PURCHASE",
  "NOTHING_TO_REFUND",
  "NEIGHBOUR_UNAVAILABLE",
  "NOT_AN_IMAGE",
  "IMAGE_TOO_LARGE",
  ...FACE_FAULTS,
] as const;

export type RefusalKey = `refusal.${(typeof KNOWN)[number] | "other"}`;

/** The words for the code of a refusal. */
export function refusalOf(code: string): RefusalKey {
  return `refusal.${KNOWN.find((known) => known === code) ?? "other"}`;
}

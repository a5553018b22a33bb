import { FACE_FAULTS } from "../shared/faceFaults";

const KNOWN = [
  ...FACE_FAULTS,
  "FRAMES_DIFFER",
  "LIVENESS_EXPIRED",
  "LIVENESS_FAILED",
  "UNKNOWN_CONSENT_TEXT",
  "NEIGHBOUR_UNAVAILABLE",
] as const;

/** The words for why a face was not taken. */
export function faceRefusal(code: string): `face.refusal.${(typeof KNOWN)[number] | "other"}` {
  return `face.refusal.${KNOWN.find((known) => known === code) ?? "other"}`;
}

const KNOWN = [
  "NO_FACE",
  "SEVERAL_FACES",
  "FACE_TOO_SMALL",
  "FACE_UNCLEAR",
  "FACE_TOO_DARK",
  "FACE_TOO_BRIGHT",
  "FACE_UNEVENLY_LIT",
  "FACE_TURNED_AWAY",
  "FACE_TOO_BLURRED",
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

/** Why a picture of a face is not good enough; each server that takes one answers with these. */
export const FACE_FAULTS = [
  "NO_FACE",
  "SEVERAL_FACES",
  "FACE_TOO_SMALL",
  "FACE_UNCLEAR",
  "FACE_TOO_DARK",
  "FACE_TOO_BRIGHT",
  "FACE_UNEVENLY_LIT",
  "FACE_TURNED_AWAY",
  "FACE_TOO_BLURRED",
] as const;

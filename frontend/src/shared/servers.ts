/** The platform's servers, in the order in which every screen shows them. */
export const SERVERS = [
  { id: "base", folder: "base_server", isPublic: true },
  { id: "store", folder: "store_server", isPublic: true },
  { id: "face", folder: "face_server", isPublic: false },
] as const;

export type Server = (typeof SERVERS)[number];
export type ServerId = Server["id"];

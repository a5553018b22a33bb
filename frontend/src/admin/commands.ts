import type { components } from "../api/generated/base";
import type { Tone } from "../staff/Badge";

type Schemas = components["schemas"];
export type Command = Schemas["CommandRead"];
export type CommandKind = Schemas["CommandKind"];
export type CommandBody =
  Schemas["PlainCommand"] | Schemas["MessageCommand"] | Schemas["VolumeCommand"];

export const COMMAND_KINDS: readonly CommandKind[] = [
  "CALL_ATTENDANT",
  "SHOW_MESSAGE",
  "SET_VOLUME",
  "UPDATE_MANIFEST",
  "UPDATE_CAMERAS",
  "LOCK",
  "UNLOCK",
  "RESTART",
];

export const COMMAND_TONES: Record<Command["state"], Tone> = {
  WAITING: "accent",
  HANDED_OUT: "accent",
  DONE: "ok",
  FAILED: "bad",
  CANCELLED: "idle",
  EXPIRED: "warn",
};

/** What is typed for a command; only what its kind needs is sent. */
export interface CommandDraft {
  kind: CommandKind;
  text: string;
  seconds: string;
  percent: string;
  minutes: string;
}

export const NEW_COMMAND: CommandDraft = {
  kind: "CALL_ATTENDANT",
  text: "",
  seconds: "30",
  percent: "50",
  minutes: "5",
};

export function bodyOf({ kind, text, seconds, percent, minutes }: CommandDraft): CommandBody {
  const expires = { expires_in: Math.round(Number(minutes) * 60) };
  if (kind === "SHOW_MESSAGE") {
    return { kind, ...expires, payload: { text: text.trim(), seconds: Number(seconds) } };
  }
  if (kind === "SET_VOLUME") return { kind, ...expires, payload: { percent: Number(percent) } };
  return { kind, ...expires, payload: {} };
}

/** Nothing has become of it yet, so that it can still be taken back. */
export function isOpen({ state }: Command): boolean {
  return state === "WAITING" || state === "HANDED_OUT";
}

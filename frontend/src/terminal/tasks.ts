import type { components } from "../api/generated/store";

export type Task = components["schemas"]["TaskRead"];

/** The columns of the board, in the order in which an order passes through them. */
export const COLUMNS = ["NEW", "TAKEN", "READY"] as const;
export type Column = (typeof COLUMNS)[number];

/** Tasks by column, those that were promised first at the top. */
export function byColumn(tasks: Task[]): Record<Column, Task[]> {
  const due = (task: Task): number => Date.parse(task.promised_at ?? task.created_at);
  const sorted = [...tasks].sort((one, other) => due(one) - due(other));
  const of = (column: Column): Task[] => sorted.filter(({ state }) => state === column);
  return { NEW: of("NEW"), TAKEN: of("TAKEN"), READY: of("READY") };
}

/** What the buyer has written to the staff. */
export function noteOf(task: Task): string | null {
  const note = task.additional_data?.["note"];
  return typeof note === "string" && note !== "" ? note : null;
}

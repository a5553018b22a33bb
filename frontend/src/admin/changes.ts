import type { components } from "../api/generated/base";

export interface Change {
  column: string;
  before: string;
  after: string;
  /** Its values are never written down. */
  isConcealed: boolean;
}

function worded(values: Record<string, unknown> | null, column: string): string {
  const value = values?.[column];
  if (value === undefined || value === null) return "–";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The changed columns of an entry, each with its values before and after. */
export function changesOf(changes: components["schemas"]["Changes"] | null): Change[] {
  if (changes === null) return [];
  const { before, after, concealed = [] } = changes;
  const columns = new Set([
    ...Object.keys(before ?? {}),
    ...Object.keys(after ?? {}),
    ...concealed,
  ]);
  return [...columns].map((column) => ({
    column,
    before: worded(before, column),
    after: worded(after, column),
    isConcealed: concealed.includes(column),
  }));
}

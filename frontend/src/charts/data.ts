/** What a chart compares: rows by name, each with a value for every series. */
export interface ChartData {
  /** What the rows are. */
  category: string;
  series: readonly { name: string; tone: Tone }[];
  rows: readonly { name: string; values: readonly number[] }[];
  format: (value: number) => string;
  /** Rows stand below each other, so that long names can be read; otherwise side by side. */
  isRanking?: boolean;
}

/** The colours of `tokens.css`, which are others in the dark. */
export type Tone = "accent" | "idle" | "ok" | "warn" | "bad";

/** Adds up what falls into the same group; groups without anything are 0. */
export function sumBy<Item>(
  items: readonly Item[],
  groups: readonly string[],
  groupOf: (item: Item) => string,
  valueOf: (item: Item) => number,
): number[] {
  const sums = new Map(groups.map((group) => [group, 0]));
  for (const item of items) {
    const group = groupOf(item);
    const sum = sums.get(group);
    if (sum !== undefined) sums.set(group, sum + valueOf(item));
  }
  return groups.map((group) => sums.get(group) ?? 0);
}

/** Of how many rows, each how high, a part is seen through how high a window. In pixels. */
export interface Frame {
  total: number;
  row: number;
  view: number;
}

/** No browser lays out an element of any height; the least of their limits is about 17 million. */
const HIGHEST = 10_000_000;

export interface Window {
  /** How high the scrolled space is: lower than the rows where they are very many. */
  height: number;
  /** The first row that is seen, from 0, and how many there are from it on. */
  first: number;
  count: number;
  /** How far the first row reaches above the window. */
  above: number;
}

/** All rows' height beyond the window, and the space's: what the one and the other can scroll. */
function ranges({ total, row, view }: Frame): { rows: number; space: number; height: number } {
  const height = Math.min(total * row, HIGHEST);
  return { height, rows: Math.max(0, total * row - view), space: Math.max(0, height - view) };
}

/** What is seen when the space is scrolled so far. */
export function windowAt(frame: Frame, scrolled: number): Window {
  const { rows, space, height } = ranges(frame);
  const share = space === 0 ? 0 : Math.min(1, Math.max(0, scrolled / space));
  const offset = share * rows;
  const first = Math.floor(offset / frame.row);
  const count = Math.min(frame.total - first, Math.ceil(frame.view / frame.row) + 1);
  return { height, first, count, above: offset - first * frame.row };
}

/** How far to scroll so that a row is wholly seen; undefined where it is. */
export function scrollTo(frame: Frame, index: number, scrolled: number): number | undefined {
  const { rows, space } = ranges(frame);
  if (rows === 0) return undefined;
  const offset = (scrolled / space) * rows;
  const top = index * frame.row;
  const bottom = top + frame.row - frame.view;
  if (offset > top) return (top / rows) * space;
  return offset < bottom ? (bottom / rows) * space : undefined;
}

/** The pages, from 1, on which these rows stand. */
export function pagesOf(first: number, count: number, size: number): number[] {
  const from = Math.floor(first / size) + 1;
  const to = Math.floor(Math.max(first, first + count - 1) / size) + 1;
  return Array.from({ length: to - from + 1 }, (_, place) => from + place);
}

/** Where a key leads from a row; undefined for keys that lead nowhere. */
export function moved(key: string, index: number, { total, row, view }: Frame): number | undefined {
  const page = Math.max(1, Math.floor(view / row) - 1);
  const steps: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: total - 1,
  };
  const to = steps[key];
  return to === undefined ? undefined : Math.min(total - 1, Math.max(0, to));
}

import {
  type Dispatch,
  type RefCallback,
  type SetStateAction,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";

import type { Sorting } from "./sorting";
import { type Frame, pagesOf, scrollTo, type Window, windowAt } from "./window";

/** A row's height in rem, which `LongTable.module.css` has too. */
const ROW_REM = 2.75;
/** Where nothing is laid out, as in tests. */
const USUAL_VIEW = 600;
// A thumb that flies past a place loads nothing of it.
const REST_MS = 60;

export interface Scrolling {
  order: string | undefined;
  scroller: RefCallback<HTMLDivElement>;
  frame: Frame;
  window: Window;
  onScroll: () => void;
  /** Scrolls as far as is needed to see a row. */
  show: (index: number) => void;
}

/** A state that begins anew with each order of the list. */
export function useInOrder<State>(
  order: string | undefined,
  first: State,
): [State, Dispatch<SetStateAction<State>>] {
  const [state, setState] = useState(first);
  const [former, setFormer] = useState(order);
  if (former === order) return [state, setState];
  setFormer(order);
  setState(first);
  return [first, setState];
}

/** What is seen of so many rows, as it is scrolled and as the window changes its size. */
export function useWindow(total: number, sorting: Sorting | undefined): Scrolling {
  const order = sorting?.sort;
  const box = useRef<HTMLDivElement>(null);
  const [scrolled, setScrolled] = useInOrder(order, 0);
  useLayoutEffect(() => {
    if (box.current !== null) box.current.scrollTop = 0;
  }, [order]);
  const [size, setSize] = useState({ row: ROW_REM * 16, view: USUAL_VIEW });
  const frame = { total, ...size };
  // The box is there once the first rows are, and not from the beginning.
  const scroller = useCallback((element: HTMLDivElement) => {
    box.current = element;
    const observer = new ResizeObserver(() => {
      const row = ROW_REM * parseFloat(getComputedStyle(document.documentElement).fontSize);
      // The heading's row stands above the others.
      setSize({ row, view: Math.max(row, element.clientHeight - row) });
    });
    observer.observe(element);
    return () => {
      box.current = null;
      observer.disconnect();
    };
  }, []);
  return {
    order,
    scroller,
    frame,
    window: windowAt(frame, scrolled),
    onScroll: () => {
      setScrolled(box.current?.scrollTop ?? 0);
    },
    show: (index) => {
      if (box.current === null) return;
      const to = scrollTo(frame, index, box.current.scrollTop);
      if (to !== undefined) box.current.scrollTop = to;
    },
  };
}

/** The pages of what is seen, once the scrolling rests for a moment; at once in another order. */
export function usePagesInSight({ order, window }: Scrolling, size: number): number[] {
  const { first, count } = window;
  const now = pagesOf(first, count, size).join(" ");
  const [pages, setPages] = useInOrder(order, now);
  useEffect(() => {
    const timer = setTimeout(() => {
      setPages(now);
    }, REST_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [now, setPages]);
  return pages.split(" ").map(Number);
}

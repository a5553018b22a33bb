import { type RefCallback, useCallback, useEffect, useRef, useState } from "react";

import { type Frame, pagesOf, scrollTo, type Window, windowAt } from "./window";

/** A row's height in rem, which `LongTable.module.css` has too. */
const ROW_REM = 2.75;
/** Where nothing is laid out, as in tests. */
const USUAL_VIEW = 600;
// A thumb that flies past a place loads nothing of it.
const REST_MS = 60;

export interface Scrolling {
  scroller: RefCallback<HTMLDivElement>;
  frame: Frame;
  window: Window;
  onScroll: () => void;
  /** Scrolls as far as is needed to see a row. */
  show: (index: number) => void;
}

/** What is seen of so many rows, as it is scrolled and as the window changes its size. */
export function useWindow(total: number): Scrolling {
  const box = useRef<HTMLDivElement>(null);
  const [scrolled, setScrolled] = useState(0);
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

/** The pages of what is seen, once the scrolling rests for a moment. */
export function usePagesInSight({ first, count }: Window, size: number): number[] {
  const now = pagesOf(first, count, size).join(" ");
  const [pages, setPages] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => {
      setPages(now);
    }, REST_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [now]);
  return pages.split(" ").map(Number);
}

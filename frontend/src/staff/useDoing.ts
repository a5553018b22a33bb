import { useState } from "react";

/** Which dialog of a page is open, and on what. */
export function useDoing<What>(): [What | undefined, (what: What) => () => void, () => void] {
  const [what, setWhat] = useState<What>();
  return [
    what,
    (next) => () => {
      setWhat(() => next);
    },
    () => {
      setWhat(undefined);
    },
  ];
}

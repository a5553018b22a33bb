import type { Direction } from "./sorting";
import styles from "./SortMark.module.css";

const MARKS = { ascending: "↑", descending: "↓" };

/** For the eye; what is read out is the head's `aria-sort`. */
export function SortMark({ direction }: { direction: Direction | undefined }): React.JSX.Element {
  return (
    <span className={styles["mark"]} data-direction={direction} aria-hidden="true">
      {direction === undefined ? "↕" : MARKS[direction]}
    </span>
  );
}

import styles from "./Bar.module.css";

interface BarProps {
  name: string;
  /** Between 0 and 1. */
  share: number;
  words: string;
}

/** A figure that is compared with others of its kind. Drawn as SVG: no style stands in the page. */
export function Bar({ name, share, words }: BarProps): React.JSX.Element {
  return (
    <div className={styles["bar"]}>
      <span>{name}</span>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect width="100" height="8" rx="1" className={styles["whole"]} />
        <rect width={100 * Math.min(1, share)} height="8" rx="1" className={styles["part"]} />
      </svg>
      <span className={styles["words"]}>{words}</span>
    </div>
  );
}

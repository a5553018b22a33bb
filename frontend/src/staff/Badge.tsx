import styles from "./Badge.module.css";

export type Tone = "ok" | "warn" | "bad" | "idle" | "accent";

/** A state in a word; the colour only repeats what the word says. */
export function Badge({
  tone,
  children,
}: {
  tone: Tone;
  children: React.ReactNode;
}): React.JSX.Element {
  return (
    <span className={styles["badge"]} data-tone={tone}>
      {children}
    </span>
  );
}

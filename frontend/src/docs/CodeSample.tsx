import { CopyButton } from "../shared/CopyButton";
import styles from "./CodeSample.module.css";

export function CodeSample({ label, text }: { label: string; text: string }): React.JSX.Element {
  return (
    <figure className={styles["sample"]}>
      <figcaption>
        {label}
        <CopyButton text={text} what={label} />
      </figcaption>
      {/* A long sample scrolls inside its box, which the keyboard must reach. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} aria-label={label} role="region">
        <code>{text}</code>
      </pre>
    </figure>
  );
}

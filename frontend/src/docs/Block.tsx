import styles from "./Block.module.css";

interface BlockProps {
  title: string;
  note?: string;
  children: React.ReactNode;
}

/** A titled part of an operation. */
export function Block({ title, note, children }: BlockProps): React.JSX.Element {
  return (
    <div className={styles["block"]}>
      <h3>
        {title}
        {note !== undefined && <code>{note}</code>}
      </h3>
      {children}
    </div>
  );
}

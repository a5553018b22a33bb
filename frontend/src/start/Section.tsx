import { useId } from "react";

import styles from "./Section.module.css";

interface SectionProps {
  title: string;
  aside?: React.ReactNode;
  children: React.ReactNode;
}

export function Section({ title, aside, children }: SectionProps): React.JSX.Element {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles["section"]}>
      <div className={styles["head"]}>
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

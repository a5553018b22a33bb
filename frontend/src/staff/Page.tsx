import { usePageTitle } from "../shared/usePageTitle";
import styles from "./Page.module.css";

interface PageProps {
  title: string;
  /** Stands beside the heading: the state of a stream, a main action. */
  aside?: React.ReactNode;
  children: React.ReactNode;
}

/** A page of staff: its heading, what can be done, and the rest below. */
export function Page({ title, aside, children }: PageProps): React.JSX.Element {
  usePageTitle(title);
  return (
    <div className={styles["page"]}>
      <div className={styles["head"]}>
        <h1>{title}</h1>
        <div className={styles["aside"]}>{aside}</div>
      </div>
      {children}
    </div>
  );
}

/** The row of filters above a list. */
export function Filters({ children }: { children: React.ReactNode }): React.JSX.Element {
  return (
    <div role="search" className={styles["filters"]}>
      {children}
    </div>
  );
}

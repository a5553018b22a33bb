import type { ReactNode } from "react";

import styles from "./Notice.module.css";

/** A sentence about what has just happened; what went wrong is spoken at once. */
export function Notice({
  kind,
  children,
}: {
  kind: "good" | "warn" | "bad";
  children: ReactNode;
}): React.JSX.Element {
  return (
    <p
      role={kind === "good" ? "status" : "alert"}
      className={`${styles["notice"]} ${styles[kind]}`}
    >
      {children}
    </p>
  );
}

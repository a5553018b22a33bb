import type { ComponentProps } from "react";

import styles from "./Button.module.css";

type ButtonProps = ComponentProps<"button"> & { kind?: "main" | "quiet" | "icon" | "danger" };

export function Button({ kind = "main", ...props }: ButtonProps): React.JSX.Element {
  return <button type="button" {...props} className={`${styles["button"]} ${styles[kind]}`} />;
}

import { Button, type ButtonProps } from "react-aria-components";

import styles from "./AriaButton.module.css";

/** A button that React Aria's triggers know; `isDangerous` for what cannot be undone. */
export function AriaButton({
  isDangerous = false,
  ...props
}: ButtonProps & { isDangerous?: boolean }): React.JSX.Element {
  return (
    <Button {...props} className={`${styles["button"]} ${isDangerous ? styles["bad"] : ""}`} />
  );
}

import { useId } from "react";

import styles from "./Field.module.css";

interface TickProps {
  label: string;
  hint?: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

/** Yes or no. */
export function Tick({ label, hint, isOn, onChange }: TickProps): React.JSX.Element {
  const id = useId();
  return (
    <label className={styles["tick"]}>
      <input
        type="checkbox"
        checked={isOn}
        aria-describedby={hint === undefined ? undefined : id}
        onChange={({ target }) => {
          onChange(target.checked);
        }}
      />
      <span>{label}</span>
      {hint !== undefined && (
        <span id={id} className={styles["hint"]}>
          {hint}
        </span>
      )}
    </label>
  );
}

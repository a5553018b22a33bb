import { useId } from "react";

import styles from "./Segments.module.css";

interface Segment<Value extends string> {
  value: Value;
  /** Read out and shown on hover: the face may be a mere icon or an abbreviation. */
  name: string;
  face: React.ReactNode;
}

interface SegmentsProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly Segment<Value>[];
  onChoose: (value: Value) => void;
}

/** A choice of one among few, all in sight: native radio buttons in a row. */
export function Segments<Value extends string>({
  label,
  value,
  options,
  onChoose,
}: SegmentsProps<Value>): React.JSX.Element {
  const group = useId();
  return (
    <fieldset className={styles["group"]}>
      <legend className={styles["hidden"]}>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles["segment"]} title={option.name}>
          <input
            type="radio"
            name={group}
            className={styles["hidden"]}
            aria-label={option.name}
            checked={option.value === value}
            onChange={() => {
              onChoose(option.value);
            }}
          />
          <span className={styles["face"]}>{option.face}</span>
        </label>
      ))}
    </fieldset>
  );
}

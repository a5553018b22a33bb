import { FieldError, Input, Label, Text, TextArea, TextField } from "react-aria-components";

import styles from "./Field.module.css";

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What is wanted, in a sentence. */
  hint?: string | undefined;
  type?: "text" | "password" | "date" | "datetime-local" | "number";
  isRequired?: boolean;
  isLong?: boolean;
  maxLength?: number;
  minLength?: number;
  min?: number;
  max?: number;
  step?: number;
  autoComplete?: string;
}

/** A labelled line, or several, of text. */
export function Field({
  label,
  hint,
  isLong = false,
  autoComplete = "off",
  min,
  max,
  step,
  ...text
}: FieldProps): React.JSX.Element {
  return (
    <TextField {...text} autoComplete={autoComplete} className={styles["field"] ?? ""}>
      <Label>{label}</Label>
      {isLong ? (
        <TextArea className={styles["input"] ?? ""} rows={3} />
      ) : (
        <Input
          className={styles["input"] ?? ""}
          spellCheck="false"
          min={min}
          max={max}
          step={step}
        />
      )}
      {hint !== undefined && (
        <Text slot="description" className={styles["hint"] ?? ""}>
          {hint}
        </Text>
      )}
      <FieldError className={styles["error"] ?? ""} />
    </TextField>
  );
}

import { Input, Label, TextArea, TextField } from "react-aria-components";

import styles from "./TryIt.module.css";

interface TextBoxProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  isRequired?: boolean;
  isLong?: boolean;
}

export function TextBox({
  label,
  value,
  onChange,
  isRequired = false,
  isLong = false,
}: TextBoxProps): React.JSX.Element {
  return (
    <TextField
      value={value}
      onChange={onChange}
      isRequired={isRequired}
      className={styles["field"] ?? ""}
    >
      <Label>{label}</Label>
      {isLong ? (
        <TextArea className={styles["input"] ?? ""} rows={Math.min(value.split("\n").length, 16)} />
      ) : (
        <Input className={styles["input"] ?? ""} autoComplete="off" spellCheck="false" />
      )}
    </TextField>
  );
}

import { useTranslation } from "react-i18next";

import { Field } from "../shared/Field";

export interface Run {
  train_number: string;
  train_date: string;
}

/** Which run of which train: its number, and the day on which it starts. */
export function RunFields({
  value,
  onChange,
}: {
  value: Run;
  onChange: (run: Run) => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  return (
    <>
      <Field
        label={t("run.number")}
        value={value.train_number}
        onChange={(number) => {
          onChange({ ...value, train_number: number });
        }}
        maxLength={20}
        isRequired
      />
      <Field
        label={t("run.date")}
        type="date"
        value={value.train_date}
        onChange={(date) => {
          onChange({ ...value, train_date: date });
        }}
        isRequired
      />
    </>
  );
}

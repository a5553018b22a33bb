import { useTranslation } from "react-i18next";

import { Field } from "./Field";

interface MomentFieldProps {
  label: string;
  hint?: string;
  /** As the railway's clock shows it; `railwayMoment` tells the moment. */
  value: string;
  onChange: (value: string) => void;
  isRequired?: boolean;
}

/** A day and a time by the railway's clock, which every page shows; not by the browser's own. */
export function MomentField({ hint, ...field }: MomentFieldProps): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <Field
      {...field}
      type="datetime-local"
      hint={[hint, t("moscow_time")].filter((part) => part !== undefined).join(" ")}
    />
  );
}

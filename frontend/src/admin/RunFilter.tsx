import { useTranslation } from "react-i18next";

import type { Address } from "../shared/useAddress";
import { SearchField } from "../shared/SearchField";

/** The train run that a list is limited to: its number, and the day on which it starts. */
export function RunFilter({ address }: { address: Address }): React.JSX.Element {
  const { t } = useTranslation("admin");
  return (
    <>
      <SearchField
        label={t("run.number")}
        value={address.get("train") ?? ""}
        onChange={(train) => {
          address.set({ train });
        }}
      />
      <SearchField
        label={t("run.date")}
        type="date"
        value={address.get("date") ?? ""}
        onChange={(date) => {
          address.set({ date });
        }}
      />
    </>
  );
}

/** The same as the servers' query parameters. */
export function runOf(address: Address): { train_number?: string; train_date?: string } {
  const train = address.get("train");
  const date = address.get("date");
  return {
    ...(train !== undefined && { train_number: train }),
    ...(date !== undefined && { train_date: date }),
  };
}

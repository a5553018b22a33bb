import { useTranslation } from "react-i18next";

import { store } from "../api/client";
import { Segments } from "../shared/Segments";

const ALL = "";

/** One category of the menu at a time, or all. */
export function Categories({
  storeId,
  chosen,
  onChoose,
}: {
  storeId: string;
  chosen: string | undefined;
  onChoose: (category: string | undefined) => void;
}): React.JSX.Element | null {
  const { t } = useTranslation("shops");
  const { data = [] } = store.useQuery("get", "/passenger/store/{store_id}/categories", {
    params: { path: { store_id: storeId } },
  });
  const names = data.flatMap(({ category }) => category ?? []);
  if (names.length < 2) return null;
  const options = [ALL, ...names].map((value) => {
    const name = value === ALL ? t("menu.all") : value;
    return { value, name, face: name };
  });
  return (
    <Segments
      label={t("menu.category")}
      value={chosen ?? ALL}
      options={options}
      onChoose={(value) => {
        onChoose(value === ALL ? undefined : value);
      }}
    />
  );
}

import { useTranslation } from "react-i18next";

import { store } from "../api/client";
import { currentLanguage } from "../i18n";
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
  const { t, i18n } = useTranslation("shops");
  const { data = [] } = store.useQuery("get", "/passenger/store/{store_id}/categories", {
    params: { path: { store_id: storeId }, query: { language: currentLanguage(i18n) } },
  });
  const named = data.flatMap(({ category, name }) =>
    category === null ? [] : { value: category, name: name ?? category },
  );
  if (named.length < 2) return null;
  named.sort((one, other) => one.name.localeCompare(other.name, i18n.language));
  const options = [{ value: ALL, name: t("menu.all") }, ...named].map((option) => ({
    ...option,
    face: option.name,
  }));
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

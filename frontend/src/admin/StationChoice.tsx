import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import { currentLanguage } from "../i18n";
import { SearchChoice } from "../shared/SearchChoice";
import { nameIn, useStation } from "../shared/stations";
import { usePaused } from "../shared/usePaused";

// A choice is made among few; whoever does not see the wanted one types more of its name.
const SHOWN = 20;

/** The id of a station that has names. Typed by hand, it would often be one that no ticket has. */
export function StationChoice({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (id: string) => void;
}): React.JSX.Element {
  const { t, i18n } = useTranslation("admin");
  const [text, setText] = useState<string>();
  const part = usePaused(text ?? "");
  const query = { size: SHOWN, sort: "station_id", ...(part !== "" && { search: part }) } as const;
  const { data, isError, isPlaceholderData } = base.useQuery(
    "get",
    "/admin/stations",
    { params: { query } },
    { enabled: text !== undefined, placeholderData: keepPreviousData },
  );
  const name = useStation(value);
  return (
    <SearchChoice
      label={label}
      hint={t("stations.choice_hint")}
      placeholder="–"
      isRequired
      value={value === "" ? undefined : { id: value, name }}
      found={data?.items.map(({ station_id: id, names }) => ({
        id,
        name: nameIn(currentLanguage(i18n), id, names),
      }))}
      isCurrent={part === text && !isPlaceholderData}
      isError={isError}
      onSearch={setText}
      onChange={(station) => {
        onChange(station?.id ?? "");
      }}
    />
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";

import { SearchChoice } from "../shared/SearchChoice";
import type { Address } from "../shared/useAddress";
import { usePaused } from "../shared/usePaused";
import { useStoreNames, useStoresNamed } from "./stores";

/** The one store that a page is limited to, or all; in the address as `store`. */
export function StoreFilter({ address }: { address: Address }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const [text, setText] = useState("");
  const found = useStoresNamed(usePaused(text));
  const id = address.get("store");
  const nameOf = useStoreNames(id === undefined ? [] : [id]);
  return (
    <SearchChoice
      label={t("terminals.store")}
      placeholder={t("accounting.all_stores")}
      value={id === undefined ? undefined : { id, name: nameOf(id) }}
      found={found}
      onSearch={setText}
      onChange={(store) => {
        address.set({ store });
      }}
    />
  );
}

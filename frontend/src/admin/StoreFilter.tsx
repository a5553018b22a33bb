import { useState } from "react";
import { useTranslation } from "react-i18next";

import { type Found, SearchChoice } from "../shared/SearchChoice";
import type { Address } from "../shared/useAddress";
import { useStoreNames, useStoresNamed } from "./stores";

/** The one store that a page is limited to, or all; in the address as `store`. */
export function StoreFilter({ address }: { address: Address }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const [text, setText] = useState<string>();
  const [chosen, setChosen] = useState<Found>();
  const lookUp = useStoresNamed(text);
  const id = address.get("store");
  const known = chosen?.id === id ? chosen : undefined;
  const nameOf = useStoreNames(id === undefined || known !== undefined ? [] : [id]);
  return (
    <SearchChoice
      label={t("terminals.store")}
      placeholder={t("accounting.all_stores")}
      value={id === undefined ? undefined : (known ?? { id, name: nameOf(id) })}
      {...lookUp}
      onSearch={setText}
      onChange={(store) => {
        setChosen(store);
        address.set({ store: store?.id });
      }}
    />
  );
}

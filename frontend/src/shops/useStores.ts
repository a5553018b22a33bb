import { useTranslation } from "react-i18next";

import { store } from "../api/client";
import { currentLanguage } from "../i18n";

/** The stores on the passenger's runs, named in the language of the screen where they can be. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the client's types
export function useStores() {
  const { i18n } = useTranslation();
  return store.useQuery("get", "/passenger/stores", {
    params: { query: { language: currentLanguage(i18n) } },
  });
}

import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { store } from "../api/client";
import type { components } from "../api/generated/store";
import { currentLanguage } from "../i18n";

export type Store = components["schemas"]["PassengerStore"];

/** The stores on the passenger's runs, named in the language of the screen where they can be. */
export function useStores(): UseQueryResult<Store[], unknown> {
  const { i18n } = useTranslation();
  return store.useQuery("get", "/passenger/stores", {
    params: { query: { language: currentLanguage(i18n) } },
  });
}

import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { store } from "../api/client";
import { currentLanguage } from "../i18n";
import { PAGE_AFTER_PAGE } from "../shared/paging";

const PAGE_SIZE = 100;

/** The items of a store page after page, in the language of the screen, as far as it has it. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the client's types
export function useMenu(
  storeId: string,
  { category, text }: { category: string | undefined; text: string },
) {
  const { i18n } = useTranslation();
  const query = {
    size: PAGE_SIZE,
    language: currentLanguage(i18n),
    ...(category !== undefined && { category }),
    ...(text !== "" && { text }),
  };
  return store.useInfiniteQuery(
    "get",
    "/passenger/store/{store_id}/items",
    { params: { path: { store_id: storeId }, query } },
    {
      ...PAGE_AFTER_PAGE,
      select: ({ pages }) => pages.flatMap(({ items }) => items),
      placeholderData: keepPreviousData,
    },
  );
}

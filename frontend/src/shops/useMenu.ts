import { keepPreviousData, type UseInfiniteQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { store } from "../api/client";
import { currentLanguage } from "../i18n";
import { PAGE_AFTER_PAGE } from "../shared/paging";
import type { Item } from "./basket";

const PAGE_SIZE = 100;

export type MenuQuery = UseInfiniteQueryResult<Item[], unknown>;

/** The items of a store page after page, in the language of the screen, as far as it has it. */
export function useMenu(
  storeId: string,
  { category, text }: { category: string | undefined; text: string },
): MenuQuery {
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

import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { components } from "../api/generated/store";
import { Button } from "../shared/Button";
import { Choice } from "../shared/Choice";
import { useFormats } from "../shared/format";
import { SearchField } from "../shared/SearchField";
import { type Column, DataTable } from "../shared/table/DataTable";
import { sortQuery, useSorting } from "../shared/table/sorting";
import { useAddress } from "../shared/useAddress";
import { Badge } from "../staff/Badge";
import { Filters, Page } from "../staff/Page";
import { useDoing } from "../staff/useDoing";
import { terminal } from "./client";
import { ItemForm } from "./ItemForm";
import { ItemDialog } from "./ItemDialog";

export type Item = components["schemas"]["ItemRead"];

function useColumns(): Column<Item>[] {
  const { t } = useTranslation("terminal");
  const { money } = useFormats();
  return [
    { key: "name", name: t("item.name"), sort: "name", cell: ({ name }) => name },
    { key: "category", name: t("item.category"), cell: ({ category }) => category },
    {
      key: "price",
      name: t("item.price"),
      sort: "price",
      cell: (item) => money(item.price_penny),
      isNumber: true,
    },
    {
      key: "balance",
      name: t("item.balance"),
      sort: "balance",
      cell: ({ balance }) => balance,
      isNumber: true,
    },
    {
      key: "available",
      name: t("item.available"),
      cell: ({ available }) =>
        available > 0 ? available : <Badge tone="warn">{t("item.sold_out")}</Badge>,
      isNumber: true,
    },
  ];
}

/** What the store sells, and how much of it is there. */
export function ItemsPage(): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const address = useAddress();
  const [isAdding, add, end] = useDoing<true>();
  const text = address.get("text") ?? "";
  const category = address.get("category") ?? "";
  const { data: categories = [] } = terminal.useQuery("get", "/store/categories");
  const sorting = useSorting("name", "price", "balance");
  const query = {
    page: address.page,
    ...sortQuery(sorting),
    ...(text !== "" && { text }),
    ...(category !== "" && { category }),
  };
  const listing = terminal.useQuery(
    "get",
    "/store/items",
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  const shown = address.get("show");
  const close = (): void => {
    address.set({ show: undefined });
  };
  return (
    <Page title={t("items.title")} aside={<Button onClick={add(true)}>{t("items.add")}</Button>}>
      <Filters>
        <SearchField
          label={t("items.search")}
          value={text}
          onChange={(value) => {
            address.set({ text: value });
          }}
        />
        <Choice
          label={t("item.category")}
          value={category}
          options={[
            { value: "", name: t("items.any_category") },
            ...categories.flatMap(({ category: value }) =>
              value === null ? [] : [{ value, name: value }],
            ),
          ]}
          onChange={(value) => {
            address.set({ category: value });
          }}
        />
      </Filters>
      <DataTable
        label={t("items.title")}
        listing={listing}
        columns={useColumns()}
        sorting={sorting}
        idOf={({ id }) => id}
        empty={t("items.none")}
        onOpen={({ id }) => {
          address.set({ show: id });
        }}
      />
      {isAdding && <ItemForm onClose={end} />}
      {shown !== undefined && <ItemDialog id={shown} onClose={close} />}
    </Page>
  );
}

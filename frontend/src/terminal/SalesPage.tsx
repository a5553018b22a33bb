import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { components } from "../api/generated/store";
import { Button } from "../shared/Button";
import { useFormats } from "../shared/format";
import { type Column, DataTable } from "../shared/table/DataTable";
import { sortQuery, useSorting } from "../shared/table/sorting";
import { useAddress } from "../shared/useAddress";
import { Page } from "../staff/Page";
import { useDoing } from "../staff/useDoing";
import { terminal } from "./client";
import { CounterSale } from "./CounterSale";
import { SaleDialog } from "./SaleDialog";

export type Sale = components["schemas"]["PurchaseShown"];

function useColumns(): Column<Sale>[] {
  const { t } = useTranslation("terminal");
  const { money, moment } = useFormats();
  return [
    { key: "date", name: t("sale.date"), sort: "date", cell: ({ date }) => moment(date) },
    {
      key: "items",
      name: t("sale.items"),
      cell: ({ items }) => items.map(({ name, count }) => `${count} × ${name}`).join(", "),
    },
    {
      key: "total",
      name: t("sale.total"),
      cell: (sale) => money(sale.total_penny),
      isNumber: true,
    },
    {
      key: "refunded",
      name: t("sale.refunded"),
      cell: (sale) => (sale.refunded_penny > 0 ? money(sale.refunded_penny) : ""),
      isNumber: true,
    },
  ];
}

/** What was sold, by whomever, and a sale over the counter. */
export function SalesPage(): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const address = useAddress();
  const [isSelling, sell, end] = useDoing<true>();
  const sorting = useSorting("date");
  const listing = terminal.useQuery(
    "get",
    "/store/purchases",
    { params: { query: { page: address.page, ...sortQuery(sorting) } } },
    { placeholderData: keepPreviousData },
  );
  const shown = address.get("show");
  return (
    <Page title={t("sales.title")} aside={<Button onClick={sell(true)}>{t("sales.sell")}</Button>}>
      <DataTable
        label={t("sales.title")}
        listing={listing}
        columns={useColumns()}
        sorting={sorting}
        idOf={({ id }) => id}
        empty={t("sales.none")}
        onOpen={({ id }) => {
          address.set({ show: id });
        }}
      />
      {isSelling && <CounterSale onClose={end} />}
      {shown !== undefined && (
        <SaleDialog
          id={shown}
          onClose={() => {
            address.set({ show: undefined });
          }}
        />
      )}
    </Page>
  );
}

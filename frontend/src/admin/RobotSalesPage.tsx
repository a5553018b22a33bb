import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { store } from "../api/client";
import { Choice } from "../shared/Choice";
import { useFormats } from "../shared/format";
import { DataTable } from "../shared/table/DataTable";
import { Tick } from "../shared/Tick";
import { useAddress } from "../shared/useAddress";
import { Filters, Page } from "../staff/Page";
import { RESULTS, resultOf, useSaleColumns } from "../staff/robotSales";
import { StoreFilter } from "./StoreFilter";
import { useStoreNames } from "./stores";

/** What robots sold without the uplink, in all stores; refused ones are settled at the store. */
export function RobotSalesPage(): React.JSX.Element {
  const { t } = useTranslation(["admin", "staff"]);
  const address = useAddress();
  const formats = useFormats();
  const storeId = address.get("store") ?? "";
  const result = resultOf(address.get("result"));
  const isWaiting = address.get("waiting") === "yes";
  const query = {
    page: address.page,
    ...(storeId !== "" && { store_id: storeId }),
    ...(result !== undefined && { result }),
    ...(isWaiting && { is_settled: false }),
  };
  const listing = store.useQuery(
    "get",
    "/admin/robot_sales",
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  const nameOf = useStoreNames((listing.data?.items ?? []).map((sale) => sale.store_id));
  const [made, ...columns] = useSaleColumns(formats);
  return (
    <Page title={t("nav.robot_sales")}>
      <Filters>
        <StoreFilter address={address} />
        <Choice
          label={t("state")}
          value={result ?? ""}
          options={[
            { value: "", name: t("any") },
            ...RESULTS.map((value) => ({ value, name: t(`staff:robot_sale.${value}`) })),
          ]}
          onChange={(chosen) => {
            address.set({ result: chosen });
          }}
        />
        <Tick
          label={t("staff:robot_sale.waiting")}
          isOn={isWaiting}
          onChange={(isOn) => {
            address.set({ waiting: isOn ? "yes" : undefined });
          }}
        />
      </Filters>
      <DataTable
        label={t("nav.robot_sales")}
        listing={listing}
        columns={[
          made,
          { key: "store", name: t("terminals.store"), cell: (sale) => nameOf(sale.store_id) },
          ...columns,
        ]}
        idOf={({ id }) => id}
        empty={t("staff:robot_sale.none")}
      />
    </Page>
  );
}

import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { store } from "../api/client";
import { Button } from "../shared/Button";
import { Choice } from "../shared/Choice";
import { DataTable } from "../shared/table/DataTable";
import { sortQuery, useSorting } from "../shared/table/sorting";
import { Tick } from "../shared/Tick";
import { useAddress } from "../shared/useAddress";
import { Filters, Page } from "../staff/Page";
import { useDoing } from "../staff/useDoing";
import { StoreDialog } from "./StoreDialog";
import { AddStore } from "./StoreForms";
import { STORE_TYPES } from "./stores";
import { searchOf, TextFilter } from "./TextFilter";

/** Shops and restaurants. */
export function StoresPage(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const address = useAddress();
  const [isAdding, add, end] = useDoing<true>();
  const type = STORE_TYPES.find((one) => one === address.get("type"));
  const [isArchived, shown] = [address.get("closed") === "yes", address.get("show")];
  const sorting = useSorting("name");
  const query = {
    page: address.page,
    ...sortQuery(sorting),
    ...searchOf(address, "name"),
    is_archived: isArchived,
    ...(type !== undefined && { store_type: type }),
  };
  const listing = store.useQuery(
    "get",
    "/admin/stores",
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  return (
    <Page title={t("nav.stores")} aside={<Button onClick={add(true)}>{t("stores.add")}</Button>}>
      <Filters>
        <TextFilter address={address} label={t("stores.name")} />
        <Choice
          label={t("stores.type")}
          value={type ?? ""}
          options={[
            { value: "", name: t("any") },
            ...STORE_TYPES.map((value) => ({ value, name: t(`stores.${value}`) })),
          ]}
          onChange={(value) => {
            address.set({ type: value });
          }}
        />
        <Tick
          label={t("stores.closed")}
          isOn={isArchived}
          onChange={(isOn) => {
            address.set({ closed: isOn ? "yes" : undefined });
          }}
        />
      </Filters>
      <DataTable
        label={t("nav.stores")}
        listing={listing}
        columns={[
          { key: "name", name: t("stores.name"), sort: "name", cell: ({ name }) => name },
          {
            key: "type",
            name: t("stores.type"),
            cell: ({ store_type: kind }) => t(`stores.${kind}`),
          },
          { key: "about", name: t("stores.about"), cell: ({ description }) => description },
          {
            key: "minutes",
            name: t("stores.minutes"),
            isNumber: true,
            cell: ({ preparation_minutes: minutes }) => minutes,
          },
        ]}
        sorting={sorting}
        idOf={({ id }) => id}
        empty={t("stores.none")}
        onOpen={({ id }) => {
          address.set({ show: id });
        }}
      />
      {isAdding && <AddStore onClose={end} />}
      {shown !== undefined && (
        <StoreDialog
          id={shown}
          onClose={() => {
            address.set({ show: undefined });
          }}
        />
      )}
    </Page>
  );
}

import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { store } from "../api/client";
import type { components } from "../api/generated/store";
import { useFormats } from "../shared/format";
import { bookDay } from "../shared/railwayTime";
import { SearchField } from "../shared/SearchField";
import { type Column, DataTable } from "../shared/table/DataTable";
import { WholeTable } from "../shared/table/WholeTable";
import { useAddress } from "../shared/useAddress";
import { Facts } from "../staff/Facts";
import { Filters, Page } from "../staff/Page";
import styles from "./Forms.module.css";
import { StoreFilter } from "./StoreFilter";

type Figures = Omit<components["schemas"]["StoreFigures"], "store_id" | "store_name">;
type OfStore = components["schemas"]["StoreFigures"];
type Report = components["schemas"]["ReportZ"];

function useFigureColumns<Row extends Figures>(): Column<Row>[] {
  const { t } = useTranslation("admin");
  const { money } = useFormats();
  return [
    {
      key: "purchases",
      name: t("sales.purchases"),
      isNumber: true,
      cell: (one) => `${one.purchases} · ${money(one.purchases_penny)}`,
    },
    {
      key: "refunds",
      name: t("sales.refunds"),
      isNumber: true,
      cell: (one) => `${one.refunds} · ${money(one.refunds_penny)}`,
    },
    {
      key: "net",
      name: t("accounting.net"),
      isNumber: true,
      cell: (one) => money(one.net_penny),
    },
  ];
}

/** The sums of a day, which are those of its export to the penny. */
function DayOfBooks({ day, storeId }: { day: string; storeId: string }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { money } = useFormats();
  const figures = useFigureColumns<OfStore>();
  const query = { date: day, ...(storeId !== "" && { store_id: storeId }) };
  const summary = store.useQuery(
    "get",
    "/admin/accounting/summary",
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  const { data } = summary;
  return (
    <>
      {data !== undefined && (
        <Facts
          facts={[
            [t("sales.purchases"), `${data.purchases} · ${money(data.purchases_penny)}`],
            [t("sales.refunds"), `${data.refunds} · ${money(data.refunds_penny)}`],
            [t("accounting.net"), money(data.net_penny)],
          ]}
        />
      )}
      <WholeTable
        label={t("accounting.by_store")}
        rows={data?.stores}
        query={summary}
        columns={[
          { key: "store", name: t("terminals.store"), cell: (one) => one.store_name },
          ...figures,
        ]}
        idOf={({ store_id: id }) => id}
        empty={t("accounting.nothing")}
      />
    </>
  );
}

/** The closed shifts of a store. */
function Shifts({ storeId }: { storeId: string }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { moment } = useFormats();
  const { page } = useAddress();
  const figures = useFigureColumns<Report>();
  const listing = store.useQuery(
    "get",
    "/admin/store/{store_id}/reports",
    { params: { path: { store_id: storeId }, query: { page } } },
    { placeholderData: keepPreviousData },
  );
  return (
    <DataTable
      label={t("accounting.shifts")}
      listing={listing}
      columns={[
        { key: "number", name: t("number"), cell: ({ number }) => number },
        { key: "closed", name: t("accounting.closed"), cell: (one) => moment(one.closed_at) },
        { key: "train", name: t("run.number"), cell: (one) => one.train_number ?? "–" },
        ...figures,
      ]}
      idOf={({ id }) => id}
      empty={t("accounting.no_shifts")}
    />
  );
}

/** The books: a day's sums, its lines as files, and the shifts that stores have closed. */
export function AccountingPage(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const address = useAddress();
  const day = address.get("date") ?? bookDay();
  const storeId = address.get("store") ?? "";
  const file = (format: string): string => {
    const query = new URLSearchParams({ date: day, format });
    if (storeId !== "") query.set("store_id", storeId);
    return `/store_api/admin/accounting/export?${query.toString()}`;
  };
  return (
    <Page
      title={t("nav.accounting")}
      aside={
        <>
          <a href={file("csv")} className={styles["link"]} download>
            {t("export.csv")}
          </a>
          <a href={file("jsonl")} className={styles["link"]} download>
            {t("export.jsonl")}
          </a>
        </>
      }
    >
      <Filters>
        <SearchField
          label={t("accounting.day")}
          type="date"
          value={day}
          onChange={(date) => {
            address.set({ date });
          }}
        />
        <StoreFilter address={address} />
      </Filters>
      <p className={styles["soft"]}>{t("accounting.text")}</p>
      <DayOfBooks day={day} storeId={storeId} />
      <section className={styles["part"]}>
        <h2>{t("accounting.shifts")}</h2>
        {storeId === "" ? <p>{t("accounting.choose")}</p> : <Shifts storeId={storeId} />}
      </section>
    </Page>
  );
}

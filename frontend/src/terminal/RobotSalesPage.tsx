import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Field } from "../shared/Field";
import { useFormats } from "../shared/format";
import { DataTable } from "../shared/table/DataTable";
import { Tick } from "../shared/Tick";
import { useAddress } from "../shared/useAddress";
import { useRefresh } from "../shared/useRefresh";
import { FormDialog } from "../staff/FormDialog";
import { Filters, Page } from "../staff/Page";
import { type RobotSale, useSaleColumns } from "../staff/robotSales";
import { useDoing } from "../staff/useDoing";
import { terminal } from "./client";

/** Goods and money changed hands, which the books did not accept: people say what was done. */
function Settle({ sale, onClose }: { sale: RobotSale; onClose: () => void }): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const refresh = useRefresh();
  const [note, setNote] = useState("");
  const settling = terminal.useMutation("post", "/store/robot_sale/{sale_id}/settle", {
    onSuccess: onClose,
    onSettled: () => refresh("/store/robot_sales"),
  });
  return (
    <FormDialog
      title={t("robot_sales.settle")}
      action={t("robot_sales.settle")}
      isPending={settling.isPending}
      error={settling.error}
      onClose={onClose}
      onSubmit={() => {
        settling.mutate({ params: { path: { sale_id: sale.id } }, body: { note: note.trim() } });
      }}
    >
      <p>{t("robot_sales.settle_text")}</p>
      <Field
        label={t("robot_sales.note")}
        value={note}
        onChange={setNote}
        maxLength={255}
        isRequired
      />
    </FormDialog>
  );
}

/** What robots sold without the uplink; refused sales wait for somebody to look into them. */
export function RobotSalesPage(): React.JSX.Element {
  const { t } = useTranslation(["terminal", "staff"]);
  const address = useAddress();
  const columns = useSaleColumns(useFormats());
  const [sale, settle, end] = useDoing<RobotSale>();
  const isWaiting = address.get("waiting") === "yes";
  const listing = terminal.useQuery(
    "get",
    "/store/robot_sales",
    { params: { query: { page: address.page, ...(isWaiting && { is_settled: false }) } } },
    { placeholderData: keepPreviousData },
  );
  return (
    <Page title={t("robot_sales.title")}>
      <Filters>
        <Tick
          label={t("staff:robot_sale.waiting")}
          isOn={isWaiting}
          onChange={(isOn) => {
            address.set({ waiting: isOn ? "yes" : undefined });
          }}
        />
      </Filters>
      <DataTable
        label={t("robot_sales.title")}
        listing={listing}
        columns={columns}
        idOf={({ id }) => id}
        empty={t("staff:robot_sale.none")}
        onOpen={(one) => {
          if (one.result === "REFUSED" && one.settled_at === null) settle(one)();
        }}
      />
      {sale !== undefined && <Settle sale={sale} onClose={end} />}
    </Page>
  );
}

import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { DataTable } from "../shared/table/DataTable";
import { useAddress } from "../shared/useAddress";
import { Page } from "../staff/Page";
import { useDoing } from "../staff/useDoing";
import { type Allotment, TakeBack } from "./AllotmentForms";
import { terminal } from "./client";

/** What robots carry with them of this store's goods. */
export function AllotmentsPage(): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const { page } = useAddress();
  const [allotment, takeBack, end] = useDoing<Allotment>();
  const listing = terminal.useQuery(
    "get",
    "/store/allotments",
    { params: { query: { page } } },
    { placeholderData: keepPreviousData },
  );
  return (
    <Page title={t("allotments.title")}>
      <p>{t("allotments.text")}</p>
      <DataTable
        label={t("allotments.title")}
        listing={listing}
        columns={[
          { key: "item", name: t("item.title"), cell: (one) => one.item_name },
          { key: "robot", name: t("allotment.robot"), cell: (one) => one.robot_id.slice(-6) },
          {
            key: "balance",
            name: t("allotment.left"),
            isNumber: true,
            cell: ({ balance }) => balance,
          },
        ]}
        idOf={({ item_id: item, robot_id: robot }) => `${item} ${robot}`}
        empty={t("allotments.none")}
        onOpen={(one) => {
          takeBack(one)();
        }}
      />
      {allotment !== undefined && <TakeBack allotment={allotment} onClose={end} />}
    </Page>
  );
}

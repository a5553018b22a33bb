import "./messages";

import { useTranslation } from "react-i18next";

import type { components } from "../api/generated/store";
import type { Formats } from "../shared/format";
import type { Column } from "../shared/table/DataTable";
import { Badge } from "./Badge";

export type RobotSale = components["schemas"]["RobotSaleRead"];

export const RESULTS = ["ACCEPTED", "REFUSED"] as const;

export function resultOf(text: string | undefined): (typeof RESULTS)[number] | undefined {
  return RESULTS.find((one) => one === text);
}

/** The pieces of a sale as a robot uploaded it, which may be anything. */
export function piecesOf({ sale }: RobotSale): number {
  const items: unknown[] = Array.isArray(sale["items"]) ? sale["items"] : [];
  return items.reduce<number>((sum, item) => {
    const isLine = typeof item === "object" && item !== null && "count" in item;
    return sum + (isLine ? Number(item.count) || 0 : 0);
  }, 0);
}

function State({ sale }: { sale: RobotSale }): React.JSX.Element {
  const { t } = useTranslation("staff");
  if (sale.result === "ACCEPTED") {
    return <Badge tone="ok">{t("robot_sale.ACCEPTED")}</Badge>;
  }
  return (
    <Badge tone={sale.settled_at === null ? "bad" : "idle"}>
      {t(sale.settled_at === null ? "robot_sale.REFUSED" : "robot_sale.settled")}
    </Badge>
  );
}

/** A robot's sale in a list of the administration or of a store. */
export function useSaleColumns({ moment }: Formats): [Column<RobotSale>, ...Column<RobotSale>[]] {
  const { t } = useTranslation("staff");
  return [
    { key: "made", name: t("robot_sale.made"), cell: (sale) => moment(sale.made_at) },
    { key: "robot", name: t("robot_sale.robot"), cell: (sale) => sale.robot_id.slice(-6) },
    { key: "pieces", name: t("robot_sale.pieces"), isNumber: true, cell: piecesOf },
    { key: "state", name: t("robot_sale.state"), cell: (sale) => <State sale={sale} /> },
    {
      key: "reason",
      name: t("robot_sale.reason"),
      cell: ({ reason }) => (reason === null ? "" : t(`robot_sale.${reason}`)),
    },
    { key: "note", name: t("robot_sale.note"), cell: ({ note }) => note },
  ];
}

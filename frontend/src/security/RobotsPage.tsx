import "./messages";

import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import type { components } from "../api/generated/base";
import { useFormats } from "../shared/format";
import { SearchField } from "../shared/SearchField";
import { type Column, DataTable } from "../shared/table/DataTable";
import { useAddress } from "../shared/useAddress";
import { Badge, type Tone } from "../staff/Badge";
import { Filters, Page } from "../staff/Page";

type Robot = components["schemas"]["RobotConnection"];

export const CONNECTION_TONES: Record<Robot["connection"], Tone> = {
  ONLINE: "ok",
  DEGRADED: "warn",
  OFFLINE: "bad",
};

function useColumns(): Column<Robot>[] {
  const { t } = useTranslation("security");
  const { day, moment } = useFormats();
  return [
    {
      key: "robot",
      name: t("robot.name"),
      cell: (robot) => (
        <>
          {robot.robot_model_name} <code>{robot.id.slice(-6)}</code>
        </>
      ),
    },
    {
      key: "connection",
      name: t("robot.connection"),
      cell: ({ connection }) => (
        <Badge tone={CONNECTION_TONES[connection]}>{t(`robot.${connection}`)}</Badge>
      ),
    },
    {
      key: "says",
      name: t("robot.says"),
      cell: ({ state }) => (state === null ? "–" : t(`robot.says_${state}`)),
    },
    {
      key: "train",
      name: t("robot.train"),
      cell: ({ trip }) => (trip === null ? "–" : `${trip.train_number} · ${day(trip.train_date)}`),
    },
    {
      key: "wagon",
      name: t("robot.wagon"),
      isNumber: true,
      cell: ({ trip }) => trip?.wagon_number ?? "–",
    },
    {
      key: "reported",
      name: t("robot.reported"),
      cell: ({ reported_at: at }) => (at === null ? "–" : moment(at)),
    },
  ];
}

/** Where the robots are, and which of them can be counted on. */
export function RobotsPage(): React.JSX.Element {
  const { t } = useTranslation("security");
  const address = useAddress();
  const [train, date] = [address.get("train"), address.get("date")];
  const query = {
    page: address.page,
    ...(train !== undefined && { train_number: train }),
    ...(date !== undefined && { train_date: date }),
  };
  const listing = base.useQuery(
    "get",
    "/monitoring/robots",
    { params: { query } },
    { placeholderData: keepPreviousData, refetchInterval: 15_000 },
  );
  return (
    <Page title={t("nav.robots")}>
      <Filters>
        <SearchField
          label={t("robot.train")}
          value={train ?? ""}
          onChange={(value) => {
            address.set({ train: value });
          }}
        />
        <SearchField
          label={t("train.day")}
          type="date"
          value={date ?? ""}
          onChange={(value) => {
            address.set({ date: value });
          }}
        />
      </Filters>
      <DataTable
        label={t("nav.robots")}
        listing={listing}
        columns={useColumns()}
        idOf={({ id }) => id}
        empty={t("robot.none")}
      />
    </Page>
  );
}

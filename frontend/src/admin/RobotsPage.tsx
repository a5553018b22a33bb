import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { base, baseServer } from "../api/client";
import { Choice } from "../shared/Choice";
import { useFormats } from "../shared/format";
import { type Column, DataTable } from "../shared/table/DataTable";
import { sortQuery, useSorting } from "../shared/table/sorting";
import { useAddress } from "../shared/useAddress";
import { BulkAction } from "../staff/BulkAction";
import { Filters, Page } from "../staff/Page";
import { RobotDialog } from "./RobotDialog";
import { CONNECTIONS, Connection, type Robot, tripOf } from "./robots";
import { RunFilter, runOf } from "./RunFilter";

function useColumns(): Column<Robot>[] {
  const { t } = useTranslation("admin");
  const formats = useFormats();
  return [
    {
      key: "model",
      name: t("robots.model"),
      sort: "model",
      cell: (robot) => robot.robot_model_name,
    },
    { key: "connection", name: t("state"), cell: (robot) => <Connection robot={robot} /> },
    { key: "trip", name: t("robots.trip"), cell: ({ trip }) => tripOf(trip, formats) },
    {
      key: "seen",
      name: t("seen"),
      sort: "last_seen",
      cell: ({ last_seen_at: seen }) => (seen === null ? t("never") : formats.moment(seen)),
    },
    {
      key: "version",
      name: t("robots.version"),
      cell: ({ heartbeat }) => heartbeat?.software_version ?? "–",
    },
    {
      key: "battery",
      name: t("robots.battery"),
      isNumber: true,
      cell: ({ heartbeat }) => {
        const percent = heartbeat?.battery_percent ?? null;
        return percent === null ? "–" : formats.percent(percent / 100);
      },
    },
  ];
}

/** Robots: how they are and where they serve. */
export function RobotsPage(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const address = useAddress();
  const connection = CONNECTIONS.find((one) => one === address.get("connection"));
  const shown = address.get("show");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const sorting = useSorting("model", "last_seen");
  const query = {
    page: address.page,
    ...sortQuery(sorting),
    ...runOf(address),
    ...(connection !== undefined && { connection }),
  };
  const listing = base.useQuery(
    "get",
    "/admin/robots",
    { params: { query } },
    { placeholderData: keepPreviousData, refetchInterval: 15_000 },
  );
  // What is no longer in sight is not revoked by accident.
  const marked = (listing.data?.items ?? []).map(({ id }) => id).filter((id) => selected.has(id));
  return (
    <Page
      title={t("nav.robots")}
      aside={
        <BulkAction
          action={t("revoke_several", { count: marked.length })}
          ids={marked}
          act={(id) =>
            baseServer.DELETE("/admin/robot/{robot_id}", { params: { path: { robot_id: id } } })
          }
          paths={["/admin/robots"]}
          onStart={() => {
            setSelected(new Set());
          }}
        />
      }
    >
      <Filters>
        <Choice
          label={t("state")}
          value={connection ?? ""}
          options={[
            { value: "", name: t("any") },
            ...CONNECTIONS.map((value) => ({ value, name: t(`robots.${value}`) })),
          ]}
          onChange={(value) => {
            address.set({ connection: value });
          }}
        />
        <RunFilter address={address} />
      </Filters>
      <DataTable
        label={t("nav.robots")}
        listing={listing}
        columns={useColumns()}
        sorting={sorting}
        idOf={({ id }) => id}
        empty={t("robots.none")}
        selected={selected}
        onSelect={setSelected}
        onOpen={({ id }) => {
          address.set({ show: id });
        }}
      />
      {shown !== undefined && (
        <RobotDialog
          id={shown}
          onClose={() => {
            address.set({ show: undefined });
          }}
        />
      )}
    </Page>
  );
}

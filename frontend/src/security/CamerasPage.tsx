import "./messages";

import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import type { components } from "../api/generated/base";
import { Button } from "../shared/Button";
import { useFormats } from "../shared/format";
import { type Column, DataTable } from "../shared/table/DataTable";
import { useAddress } from "../shared/useAddress";
import { Badge } from "../staff/Badge";
import { Page } from "../staff/Page";
import { useDoing } from "../staff/useDoing";
import { AddCamera, ChangeCamera } from "./CameraDialogs";

export type Camera = components["schemas"]["CameraRead"];

function robotName({ robot_name: name, robot_id: id }: Camera): string {
  return `${name} · ${id.slice(-6)}`;
}

function useColumns(): Column<Camera>[] {
  const { t } = useTranslation("security");
  const { percent } = useFormats();
  return [
    { key: "name", name: t("camera.name"), cell: (camera) => camera.name },
    { key: "robot", name: t("camera.robot"), cell: (camera) => robotName(camera) },
    { key: "place", name: t("camera.place"), cell: (camera) => camera.place },
    { key: "id", name: t("camera.id"), cell: (camera) => <code>{camera.camera_id}</code> },
    {
      key: "on",
      name: t("camera.state"),
      cell: ({ is_on: isOn }) => (
        <Badge tone={isOn ? "ok" : "idle"}>{t(isOn ? "camera.on" : "camera.off")}</Badge>
      ),
    },
    {
      key: "thresholds",
      name: t("camera.thresholds"),
      cell: ({ thresholds }) => {
        const values = Object.values(thresholds);
        if (values.length === 0) return t("camera.usual");
        const [least, most] = [Math.min(...values), Math.max(...values)];
        return least === most ? percent(least) : `${percent(least)} – ${percent(most)}`;
      },
    },
  ];
}

/** The cameras of all robots: what they are called, and from which score on they alarm. */
export function CamerasPage(): React.JSX.Element {
  const { t } = useTranslation("security");
  const { page, get, set } = useAddress();
  const [isAdding, add, end] = useDoing<true>();
  const listing = base.useQuery(
    "get",
    "/monitoring/cameras",
    { params: { query: { page } } },
    { placeholderData: keepPreviousData },
  );
  const [shownId, robot] = [get("show"), get("robot")];
  const listed = listing.data?.items.find(({ id }) => id === shownId);
  // Who comes from a train names the robot, too: its camera may stand on another page.
  const { data: ofRobot } = base.useQuery(
    "get",
    "/monitoring/cameras",
    { params: { query: { robot_id: robot ?? null, size: 100 } } },
    { enabled: shownId !== undefined && robot !== undefined && listed === undefined },
  );
  const shown = listed ?? ofRobot?.items.find(({ id }) => id === shownId);
  return (
    <Page
      title={t("cameras.title")}
      aside={<Button onClick={add(true)}>{t("cameras.add")}</Button>}
    >
      <DataTable
        label={t("cameras.title")}
        listing={listing}
        columns={useColumns()}
        idOf={({ id }) => id}
        empty={t("cameras.none")}
        onOpen={({ id }) => {
          set({ show: id, robot: undefined });
        }}
      />
      {isAdding && <AddCamera onClose={end} />}
      {shown !== undefined && (
        <ChangeCamera
          camera={shown}
          onClose={() => {
            set({ show: undefined, robot: undefined });
          }}
        />
      )}
    </Page>
  );
}

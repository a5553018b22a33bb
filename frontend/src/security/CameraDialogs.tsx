import { useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import type { components } from "../api/generated/base";
import { Field } from "../shared/Field";
import { useRequestKey } from "../shared/requestKey";
import { type Found, SearchChoice } from "../shared/SearchChoice";
import { usePaused } from "../shared/usePaused";
import { useRefresh } from "../shared/useRefresh";
import { Danger } from "../staff/Danger";
import { FormDialog } from "../staff/FormDialog";
import { type CameraDraft, CameraFields, draftOf, emptyDraft, settingsOf } from "./CameraFields";
import type { Camera } from "./CamerasPage";

const LIST = "/monitoring/cameras";

type ConnectedRobot = components["schemas"]["RobotConnection"];

function nameOf({ id, robot_model_name: model, trip }: ConnectedRobot): string {
  return [model, trip?.train_number, id.slice(-6)].filter(Boolean).join(" · ");
}

/** A robot, found by the number of the train that it serves. */
function RobotChoice({
  value,
  onChange,
}: {
  value: Found | undefined;
  onChange: (robot: Found | undefined) => void;
}): React.JSX.Element {
  const { t } = useTranslation("security");
  const [train, setTrain] = useState<string>();
  const paused = usePaused(train ?? "");
  const { data, isError } = base.useQuery(
    "get",
    "/monitoring/robots",
    { params: { query: { size: 100, ...(paused !== "" && { train_number: paused }) } } },
    { enabled: train !== undefined },
  );
  return (
    <SearchChoice
      label={t("camera.robot")}
      hint={t("camera.robot_hint")}
      placeholder="–"
      isRequired
      value={value}
      found={data?.items.map((robot) => ({ id: robot.id, name: nameOf(robot) }))}
      isCurrent={paused === train}
      isError={isError}
      onSearch={setTrain}
      onChange={onChange}
    />
  );
}

export function AddCamera({ onClose }: { onClose: () => void }): React.JSX.Element {
  const { t } = useTranslation("security");
  const refresh = useRefresh();
  const key = useRequestKey();
  const [robot, setRobot] = useState<Found>();
  const [cameraId, setCameraId] = useState("");
  const [draft, setDraft] = useState<CameraDraft>(emptyDraft);
  const adding = base.useMutation("post", "/monitoring/robot/{robot_id}/camera", {
    onSuccess: async () => {
      await refresh(LIST);
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("cameras.add")}
      action={t("cameras.add")}
      isPending={adding.isPending}
      error={adding.error}
      onClose={onClose}
      onSubmit={() => {
        if (robot === undefined) return;
        const body = { ...settingsOf(draft), camera_id: cameraId.trim() };
        const path = { robot_id: robot.id };
        adding.mutate({ params: { path, ...key([path, body]) }, body });
      }}
    >
      <RobotChoice value={robot} onChange={setRobot} />
      <Field
        label={t("camera.id")}
        hint={t("camera.id_hint")}
        value={cameraId}
        onChange={setCameraId}
        maxLength={60}
        isRequired
      />
      <CameraFields draft={draft} onChange={setDraft} />
    </FormDialog>
  );
}

export function ChangeCamera({
  camera,
  onClose,
}: {
  camera: Camera;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("security");
  const refresh = useRefresh();
  const [draft, setDraft] = useState<CameraDraft>(() => draftOf(camera));
  const done = {
    onSuccess: async () => {
      await refresh(LIST);
      onClose();
    },
  };
  const changing = base.useMutation("put", "/monitoring/camera/{key}", done);
  const removing = base.useMutation("delete", "/monitoring/camera/{key}", done);
  const params = { path: { key: camera.id } };
  return (
    <FormDialog
      title={camera.name}
      action={t("cameras.save")}
      isPending={changing.isPending}
      error={changing.error}
      onClose={onClose}
      onSubmit={() => {
        changing.mutate({ params, body: settingsOf(draft) });
      }}
    >
      <CameraFields draft={draft} onChange={setDraft} />
      <div>
        <Danger
          action={t("cameras.remove")}
          question={t("cameras.remove_sure", { name: camera.name })}
          mutation={removing}
          onYes={() => {
            removing.mutate({ params });
          }}
        >
          <p>{t("cameras.remove_text")}</p>
        </Danger>
      </div>
    </FormDialog>
  );
}

import { useTranslation } from "react-i18next";

import type { components } from "../api/generated/base";
import { Field } from "../shared/Field";
import { Tick } from "../shared/Tick";
import styles from "./CameraFields.module.css";
import { KINDS } from "./incidents";

type Settings = components["schemas"]["CameraUpdate"];

/** What people type; thresholds in per cent, empty for the usual one. */
export interface CameraDraft {
  name: string;
  place: string;
  isOn: boolean;
  thresholds: Record<string, string>;
}

export const emptyDraft: CameraDraft = { name: "", place: "", isOn: true, thresholds: {} };

export function draftOf(camera: Required<Settings>): CameraDraft {
  const thresholds = Object.entries(camera.thresholds).map(
    ([kind, score]) => [kind, String(Math.round(score * 100))] as const,
  );
  return {
    name: camera.name,
    place: camera.place,
    isOn: camera.is_on,
    thresholds: Object.fromEntries(thresholds),
  };
}

export function settingsOf({ name, place, isOn, thresholds }: CameraDraft): Settings {
  const scores = Object.entries(thresholds)
    .filter(([, per_cent]) => per_cent.trim() !== "")
    .map(([kind, per_cent]) => [kind, Number(per_cent) / 100] as const);
  return {
    name: name.trim(),
    place: place.trim(),
    is_on: isOn,
    thresholds: Object.fromEntries(scores),
  };
}

interface CameraFieldsProps {
  draft: CameraDraft;
  onChange: (draft: CameraDraft) => void;
}

export function CameraFields({ draft, onChange }: CameraFieldsProps): React.JSX.Element {
  const { t } = useTranslation("security");
  const set = (change: Partial<CameraDraft>): void => {
    onChange({ ...draft, ...change });
  };
  return (
    <>
      <Field
        label={t("camera.name")}
        value={draft.name}
        onChange={(name) => {
          set({ name });
        }}
        maxLength={100}
        isRequired
      />
      <Field
        label={t("camera.place")}
        value={draft.place}
        onChange={(place) => {
          set({ place });
        }}
        maxLength={200}
      />
      <Tick
        label={t("camera.is_on")}
        isOn={draft.isOn}
        onChange={(isOn) => {
          set({ isOn });
        }}
      />
      <fieldset className={styles["thresholds"]}>
        <legend>{t("camera.thresholds_long")}</legend>
        {KINDS.map((kind) => (
          <Field
            key={kind}
            label={t(`kind.${kind}`)}
            type="number"
            min={0}
            max={100}
            value={draft.thresholds[kind] ?? ""}
            onChange={(value) => {
              set({ thresholds: { ...draft.thresholds, [kind]: value } });
            }}
          />
        ))}
      </fieldset>
    </>
  );
}

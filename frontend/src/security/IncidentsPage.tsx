import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, useParams } from "react-router";

import { Choice } from "../shared/Choice";
import { Segments } from "../shared/Segments";
import { SoundSwitch, useSound } from "../shared/SoundSwitch";
import { StreamState } from "../shared/StreamState";
import { useAddress } from "../shared/useAddress";
import { Filters, Page } from "../staff/Page";
import { IncidentList } from "./IncidentList";
import { type Incident, KINDS, OPEN_STATES } from "./incidents";
import styles from "./IncidentsPage.module.css";
import { useIncidents } from "./useIncidents";

const ALL_STATES = [...OPEN_STATES, "RESOLVED", "FALSE_ALARM"] as const;

/** Alarms as they come, and the chosen one beside them; on a phone in their place. */
export function IncidentsPage(): React.JSX.Element {
  const { t } = useTranslation("security");
  const { incidentId } = useParams();
  const address = useAddress();
  const sound = useSound();
  const [newest, setNewest] = useState<Incident>();
  const kind = KINDS.find((one) => one === address.get("kind"));
  const shown = address.get("shown") === "all" ? "all" : "open";
  const wanted = { states: shown === "all" ? ALL_STATES : OPEN_STATES, kind };
  const { listing, stream } = useIncidents(wanted, address.page, (incident) => {
    setNewest(incident);
    sound.tell();
  });
  return (
    <Page
      title={t("incidents.title")}
      aside={
        <>
          <StreamState state={stream} />
          <SoundSwitch sound={sound} />
        </>
      }
    >
      <p role="alert" className={styles["told"]}>
        {newest && t("incidents.new", { kind: t(`kind.${newest.kind}`) })}
      </p>
      <div className={styles["split"]} data-open={incidentId !== undefined}>
        <div className={styles["list"]}>
          <Filters>
            <Segments
              label={t("incidents.shown")}
              value={shown}
              options={(["open", "all"] as const).map((value) => ({
                value,
                name: t(`incidents.${value}`),
                face: t(`incidents.${value}`),
              }))}
              onChoose={(value) => {
                address.set({ shown: value === "open" ? undefined : value });
              }}
            />
            <Choice
              label={t("incidents.kind")}
              value={kind ?? ""}
              options={[
                { value: "", name: t("incidents.any_kind") },
                ...KINDS.map((value) => ({ value, name: t(`kind.${value}`) })),
              ]}
              onChange={(value) => {
                address.set({ kind: value });
              }}
            />
          </Filters>
          <IncidentList listing={listing} />
        </div>
        <div className={styles["detail"]}>
          <Outlet />
        </div>
      </div>
    </Page>
  );
}

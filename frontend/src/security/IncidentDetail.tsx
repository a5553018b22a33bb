import { useTranslation } from "react-i18next";
import { Link, useLocation, useParams } from "react-router";

import { base, codeOf } from "../api/client";
import { useFormats } from "../shared/format";
import { ServerFailed } from "../shared/ServerFailed";
import { Waiting } from "../shared/Waiting";
import { Badge } from "../staff/Badge";
import { Facts } from "../staff/Facts";
import { Comments } from "./Comments";
import { Decision } from "./Decision";
import styles from "./IncidentDetail.module.css";
import { usePlace } from "./IncidentList";
import { type IncidentDetail as Incident, TONES } from "./incidents";
import { Participants } from "./Participants";
import { Snapshot } from "./Snapshot";

function useFacts(incident: Incident): [string, string][] {
  const { t } = useTranslation("security");
  const { moment, day, percent } = useFormats();
  const when = (iso: string | null): string => (iso === null ? "" : moment(iso));
  const { acknowledged_by: acknowledged, closed_by: closed, camera } = incident;
  return [
    [t("fact.occurred"), moment(incident.occurred_at)],
    [t("fact.score"), percent(incident.score)],
    [t("fact.run"), incident.train_date === null ? "" : day(incident.train_date)],
    [t("fact.camera"), [camera.name ?? camera.camera_id, camera.place].filter(Boolean).join(", ")],
    [
      t("fact.acknowledged"),
      acknowledged === null ? "" : `${acknowledged.name}, ${when(incident.acknowledged_at)}`,
    ],
    [t("fact.closed"), closed === null ? "" : `${closed.name}, ${when(incident.closed_at)}`],
    [t("fact.reason"), incident.closing_reason ?? ""],
  ];
}

function Whole({ incident }: { incident: Incident }): React.JSX.Element {
  const { t } = useTranslation("security");
  const place = usePlace();
  return (
    <article className={styles["incident"]} aria-labelledby="incident">
      <header className={styles["head"]}>
        <h2 id="incident">{t(`kind.${incident.kind}`)}</h2>
        <Badge tone={TONES[incident.state]}>{t(`state.${incident.state}`)}</Badge>
      </header>
      <p className={styles["place"]}>{place(incident)}</p>
      <Decision incident={incident} />
      <Snapshot incident={incident} />
      <Facts facts={useFacts(incident)} />
      <Participants incident={incident} />
      <Comments incident={incident} />
    </article>
  );
}

/** One incident with everything that is known of it. */
export function IncidentDetail(): React.JSX.Element {
  const { t } = useTranslation("security");
  const { incidentId = "" } = useParams();
  const { search } = useLocation();
  const { data, error, refetch } = base.useQuery("get", "/monitoring/incident/{incident_id}", {
    params: { path: { incident_id: incidentId } },
  });
  return (
    <div className={styles["detail"]}>
      <Link to={`/security/incidents${search}`} className={styles["back"]}>
        {t("incidents.back")}
      </Link>
      {data !== undefined && <Whole key={data.id} incident={data} />}
      {data === undefined && error === null && <Waiting />}
      {data === undefined &&
        error !== null &&
        (codeOf(error) === "INCIDENT_NOT_FOUND" ? (
          <p role="alert">{t("incidents.unknown")}</p>
        ) : (
          <ServerFailed again={() => void refetch()} />
        ))}
    </div>
  );
}

export function NoIncident(): React.JSX.Element {
  const { t } = useTranslation("security");
  return <p className={styles["nothing"]}>{t("incidents.choose")}</p>;
}

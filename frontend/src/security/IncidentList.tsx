import { useTranslation } from "react-i18next";
import { NavLink, useLocation } from "react-router";

import { useFormats } from "../shared/format";
import { ServerFailed } from "../shared/ServerFailed";
import type { Listing } from "../shared/table/DataTable";
import { Pager } from "../shared/table/Pager";
import { Waiting } from "../shared/Waiting";
import { Badge } from "../staff/Badge";
import styles from "./IncidentList.module.css";
import { type Incident, TONES } from "./incidents";

/** Where it is, as it is said on the radio: train, wagon, camera. */
export function usePlace(): (incident: Incident) => string {
  const { t } = useTranslation("security");
  return ({ train_number, wagon_number, camera }) =>
    [
      train_number === null ? t("place.no_train") : t("place.train", { number: train_number }),
      wagon_number === null ? null : t("place.wagon", { number: wagon_number }),
      camera.place ?? camera.name ?? camera.camera_id,
    ]
      .filter((part) => part !== null && part !== "")
      .join(" · ");
}

function Card({ incident }: { incident: Incident }): React.JSX.Element {
  const { t } = useTranslation("security");
  const { search } = useLocation();
  const { moment, percent } = useFormats();
  const place = usePlace();
  return (
    <li>
      <NavLink
        to={`/security/incidents/${incident.id}${search}`}
        className={styles["card"] ?? ""}
        data-state={incident.state}
      >
        <span className={styles["line"]}>
          <strong className={styles["kind"]}>{t(`kind.${incident.kind}`)}</strong>
          <Badge tone={TONES[incident.state]}>{t(`state.${incident.state}`)}</Badge>
          {incident.watch_list_matched > 0 && <Badge tone="bad">{t("watched")}</Badge>}
        </span>
        <span>{place(incident)}</span>
        <span className={styles["line"]}>
          <time dateTime={incident.occurred_at}>{moment(incident.occurred_at)}</time>
          <span>{t("score", { percent: percent(incident.score) })}</span>
        </span>
      </NavLink>
    </li>
  );
}

export function IncidentList({ listing }: { listing: Listing<Incident> }): React.JSX.Element {
  const { t } = useTranslation("security");
  if (listing.isError) return <ServerFailed again={() => void listing.refetch()} />;
  if (listing.data === undefined) return <Waiting />;
  const { items } = listing.data;
  return (
    <>
      {items.length === 0 && <p className={styles["empty"]}>{t("incidents.none")}</p>}
      <ul className={styles["cards"]}>
        {items.map((incident) => (
          <Card key={incident.id} incident={incident} />
        ))}
      </ul>
      <Pager page={listing.data} />
    </>
  );
}

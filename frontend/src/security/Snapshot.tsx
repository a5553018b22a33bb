import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useFormats } from "../shared/format";
import styles from "./IncidentDetail.module.css";
import type { Incident } from "./incidents";

/** The picture, while it is kept. */
export function Snapshot({ incident }: { incident: Incident }): React.JSX.Element | null {
  const { t } = useTranslation("security");
  const { moment } = useFormats();
  const [isLost, setLost] = useState(false);
  if (incident.snapshot_until === null) return null;
  if (isLost) return <p role="alert">{t("snapshot.lost")}</p>;
  return (
    <figure className={styles["snapshot"]}>
      <img
        src={`/base_api/monitoring/incident/${incident.id}/snapshot`}
        alt={t("snapshot.alt", { kind: t(`kind.${incident.kind}`) })}
        onError={() => {
          setLost(true);
        }}
      />
      <figcaption className={styles["small"]}>
        {t("snapshot.until", { time: moment(incident.snapshot_until) })}
      </figcaption>
    </figure>
  );
}

import { useTranslation } from "react-i18next";

import { useFormats } from "../shared/format";
import { Badge } from "../staff/Badge";
import styles from "./IncidentDetail.module.css";
import type { IncidentDetail } from "./incidents";

/** Who was recognised, and where they sit. */
export function Participants({ incident }: { incident: IncidentDetail }): React.JSX.Element {
  const { t } = useTranslation("security");
  const { percent } = useFormats();
  const { faces, participants } = incident;
  return (
    <section className={styles["part"]}>
      <h3>{t("people.title")}</h3>
      {participants.length === 0 && <p>{t(`people.${faces.state}`)}</p>}
      <ul className={styles["people"]}>
        {participants.map((person) => (
          <li key={person.subject_id} className={styles["person"]}>
            <strong>{person.name}</strong>
            {person.kind === "WATCH_LIST" && <Badge tone="bad">{t("watched")}</Badge>}
            <span>{t("people.sure", { percent: percent(person.confidence) })}</span>
            {person.seats.map((seat) => (
              <span key={seat.ticket_id}>
                {t("people.seat", { wagon: seat.wagon_number, place: seat.place_number })}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

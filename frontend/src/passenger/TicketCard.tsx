import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useFormats } from "../shared/format";
import { Way } from "../shared/Station";
import styles from "./TicketCard.module.css";
import { qrAddress, type Ticket } from "./tickets";

function Fact({ name, value }: { name: string; value: string }): React.JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Code({ ticket }: { ticket: Ticket }): React.JSX.Element {
  const { t } = useTranslation("passenger");
  const [isLost, setLost] = useState(false);
  if (isLost) return <p className={styles["lost"]}>{t("tickets.no_code")}</p>;
  return (
    <img
      className={styles["code"]}
      src={qrAddress(ticket)}
      alt={t("tickets.code")}
      onError={() => {
        setLost(true);
      }}
    />
  );
}

export function TicketCard({ ticket }: { ticket: Ticket }): React.JSX.Element {
  const { t } = useTranslation("passenger");
  const { moment } = useFormats();
  const boarded = ticket.boarded_at === null ? "" : moment(ticket.boarded_at);
  return (
    <li className={styles["ticket"]} data-state={ticket.state}>
      <div className={styles["words"]}>
        <h3>
          <Way from={ticket.station_id} to={ticket.destination} />
        </h3>
        <p className={styles["run"]}>{t("tickets.run", { number: ticket.train_number })}</p>
        <dl className={styles["facts"]}>
          <Fact name={t("tickets.wagon")} value={String(ticket.wagon_number)} />
          <Fact name={t("tickets.place")} value={String(ticket.place_number)} />
          <Fact name={t("tickets.departs")} value={moment(ticket.date)} />
        </dl>
        <p>
          <Link to={`/guide/${encodeURIComponent(ticket.destination)}`}>{t("tickets.guide")}</Link>
        </p>
        <p className={styles["state"]}>{t(`tickets.state.${ticket.state}`, { time: boarded })}</p>
      </div>
      {ticket.state !== "REVOKED" && <Code ticket={ticket} />}
    </li>
  );
}

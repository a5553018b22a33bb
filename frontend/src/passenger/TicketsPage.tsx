import "./messages";

import { useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import { useSeenAt } from "../offline/seen";
import { useKept } from "../offline/useWorker";
import { Button } from "../shared/Button";
import { useFormats } from "../shared/format";
import { Notice } from "../shared/Notice";
import { usePageTitle } from "../shared/usePageTitle";
import { Waiting } from "../shared/Waiting";
import { TicketCard } from "./TicketCard";
import { sortTickets, type Ticket, wantedOffline } from "./tickets";
import styles from "./TicketsPage.module.css";

function Group({ title, tickets }: { title: string; tickets: Ticket[] }): React.JSX.Element | null {
  if (tickets.length === 0) return null;
  return (
    <section className={styles["group"]}>
      <h2>{title}</h2>
      <ul className={styles["list"]}>
        {tickets.map((ticket) => (
          <TicketCard key={ticket.id} ticket={ticket} />
        ))}
      </ul>
    </section>
  );
}

function Failed({ again }: { again: () => void }): React.JSX.Element {
  const { t } = useTranslation("passenger");
  return (
    <div role="alert" className={styles["group"]}>
      <h2>{t("failed.title")}</h2>
      <p>{t("failed.text")}</p>
      <p>
        <Button onClick={again}>{t("failed.again")}</Button>
      </p>
    </div>
  );
}

export function TicketsPage(): React.JSX.Element {
  const { t } = useTranslation("passenger");
  const { moment } = useFormats();
  const seenAt = useSeenAt("/base_api/users/me/tickets");
  const { data, isPending, refetch } = base.useQuery("get", "/users/me/tickets");
  const [now] = useState(() => Date.now());
  usePageTitle(t("tickets.title"));
  const groups = sortTickets(data ?? [], now);
  useKept(wantedOffline(groups));
  if (isPending) return <Waiting />;
  return (
    <div className={styles["page"]}>
      <h1>{t("tickets.title")}</h1>
      {seenAt !== undefined && (
        <Notice kind="warn">{t("tickets.offline", { time: moment(seenAt) })}</Notice>
      )}
      {data === undefined && <Failed again={() => void refetch()} />}
      {data?.length === 0 && <p>{t("tickets.none")}</p>}
      <Group title={t("tickets.coming")} tickets={groups.coming} />
      <Group title={t("tickets.boarded")} tickets={groups.boarded} />
      <Group title={t("tickets.past")} tickets={groups.past} />
    </div>
  );
}

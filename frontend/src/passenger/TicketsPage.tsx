import "./messages";

import { useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import { Waiting } from "../shared/Waiting";
import { Button } from "../shared/Button";
import { usePageTitle } from "../shared/usePageTitle";
import { TicketCard } from "./TicketCard";
import { sortTickets, type Ticket } from "./tickets";
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
  const { data, isPending, refetch } = base.useQuery("get", "/users/me/tickets");
  const [now] = useState(() => Date.now());
  usePageTitle(t("tickets.title"));
  if (isPending) return <Waiting />;
  const { coming, past } = sortTickets(data ?? [], now);
  return (
    <div className={styles["page"]}>
      <h1>{t("tickets.title")}</h1>
      {data === undefined && <Failed again={() => void refetch()} />}
      {data?.length === 0 && <p>{t("tickets.none")}</p>}
      <Group title={t("tickets.coming")} tickets={coming} />
      <Group title={t("tickets.past")} tickets={past} />
    </div>
  );
}

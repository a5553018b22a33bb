import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { base } from "../api/client";
import type { components } from "../api/generated/base";
import { useFormats } from "../shared/format";
import { Way } from "../shared/Station";
import { useRefresh } from "../shared/useRefresh";
import { Badge } from "../staff/Badge";
import { Danger } from "../staff/Danger";
import { DetailDialog } from "../staff/DetailDialog";
import { Facts } from "../staff/Facts";
import styles from "./Forms.module.css";
import { TicketState } from "./tickets";

type Detail = components["schemas"]["TicketDetail"];
type Check = components["schemas"]["CheckRead"];
const ONE = "/admin/ticket/{ticket_id}";

function CheckLine({ check }: { check: Check }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { moment } = useFormats();
  return (
    <li>
      <time dateTime={check.checked_at}>{moment(check.checked_at)}</time>
      <Badge tone={check.verdict === "OK" ? "ok" : "bad"}>{t(`check.${check.verdict}`)}</Badge>
      <span>{t(`check.${check.mode}`)}</span>
      {check.reason !== null && <span>{t(`reason.${check.reason}`)}</span>}
      {check.standing === "CONFLICT" && <Badge tone="warn">{t("check.CONFLICT")}</Badge>}
      {check.source === "OFFLINE" && <span>{t("check.OFFLINE")}</span>}
      <span>
        {check.robot_name} <code>{check.robot_id.slice(-6)}</code>
      </span>
    </li>
  );
}

function Whole({ ticket }: { ticket: Detail }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { day, moment } = useFormats();
  return (
    <>
      <Facts
        facts={[
          [t("state"), <TicketState key="state" state={ticket.state} />],
          [t("tickets.run"), `${ticket.train_number} · ${day(ticket.start_date)}`],
          [t("wagon"), ticket.wagon_number],
          [t("place"), ticket.place_number],
          [t("tickets.way"), <Way key="way" from={ticket.station_id} to={ticket.destination} />],
          [t("tickets.departs"), moment(ticket.date)],
          [t("tickets.boarded"), ticket.boarded_at === null ? "" : moment(ticket.boarded_at)],
          [t("tickets.revoked"), ticket.revoked_at === null ? "" : moment(ticket.revoked_at)],
          [
            t("tickets.passenger"),
            <Link key="user" to={`/admin/users?show=${ticket.user_id}`}>
              {ticket.user_name === "" ? ticket.user_id : ticket.user_name}
            </Link>,
          ],
        ]}
      />
      <section className={styles["part"]}>
        <h3>{t("check.title")}</h3>
        {ticket.checks.length === 0 && <p className={styles["soft"]}>{t("check.none")}</p>}
        <ul className={styles["lines"]}>
          {ticket.checks.map((check) => (
            <CheckLine key={check.id} check={check} />
          ))}
        </ul>
      </section>
    </>
  );
}

/** A ticket with its checks, the refused ones too. */
export function TicketDialog({
  id,
  onClose,
}: {
  id: string;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const params = { path: { ticket_id: id } };
  const query = base.useQuery("get", ONE, { params });
  const revoking = base.useMutation("delete", ONE, {
    onSuccess: async () => {
      onClose();
      await refresh("/admin/tickets", ONE);
    },
  });
  return (
    <DetailDialog
      title={t("tickets.one")}
      query={query}
      onClose={onClose}
      actions={({ state }) =>
        state !== "REVOKED" && (
          <Danger
            action={t("tickets.revoke")}
            question={t("tickets.revoke_sure")}
            mutation={revoking}
            onYes={() => {
              revoking.mutate({ params });
            }}
          >
            <p>{t("tickets.revoke_text")}</p>
          </Danger>
        )
      }
    >
      {(ticket) => <Whole ticket={ticket} />}
    </DetailDialog>
  );
}

import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import type { components } from "../api/generated/base";
import { Button } from "../shared/Button";
import { useFormats } from "../shared/format";
import { useRefresh } from "../shared/useRefresh";
import { Refused } from "../staff/Refused";
import styles from "./Forms.module.css";

interface SessionsProps {
  kind: components["schemas"]["CallerKind"];
  callerId: string;
}

/** Where somebody is signed in, and the end of it. */
export function Sessions({ kind, callerId }: SessionsProps): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { moment } = useFormats();
  const refresh = useRefresh();
  const params = { query: { kind, caller_id: callerId } };
  const { data, error } = base.useQuery("get", "/admin/sessions", { params });
  const ending = base.useMutation("delete", "/admin/sessions", {
    onSettled: () => refresh("/admin/sessions"),
  });
  return (
    <section className={styles["part"]}>
      <h3>{t("sessions.title")}</h3>
      <Refused error={error ?? ending.error} />
      {data?.items.length === 0 && <p className={styles["soft"]}>{t("sessions.none")}</p>}
      <ul className={styles["lines"]}>
        {data?.items.map((session) => (
          <li key={session.id}>
            <span>{moment(session.created_at)}</span>
            <code>{session.address}</code>
          </li>
        ))}
      </ul>
      {data !== undefined && data.items.length > 0 && (
        <div>
          <Button
            kind="quiet"
            disabled={ending.isPending}
            onClick={() => {
              ending.mutate({ params });
            }}
          >
            {t("sessions.end")}
          </Button>
        </div>
      )}
    </section>
  );
}

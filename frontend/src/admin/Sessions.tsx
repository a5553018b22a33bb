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

type Session = components["schemas"]["SessionRead"];
const LIST = "/admin/sessions";

function SessionLine({ session }: { session: Session }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { moment } = useFormats();
  const refresh = useRefresh();
  const ending = base.useMutation("delete", "/admin/sessions/{session_id}", {
    onSettled: () => refresh(LIST),
  });
  return (
    <li>
      <span>{moment(session.created_at)}</span>
      <code>{session.address}</code>
      <Button
        kind="quiet"
        disabled={ending.isPending}
        onClick={() => {
          ending.mutate({ params: { path: { session_id: session.id } } });
        }}
      >
        {t("sessions.finish")}
      </Button>
    </li>
  );
}

/** Where somebody is signed in, and the end of it. */
export function Sessions({ kind, callerId }: SessionsProps): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const params = { query: { kind, caller_id: callerId } };
  const { data, error } = base.useQuery("get", LIST, { params });
  const ending = base.useMutation("delete", LIST, {
    onSettled: () => refresh(LIST),
  });
  return (
    <section className={styles["part"]}>
      <h3>{t("sessions.title")}</h3>
      <Refused error={error ?? ending.error} />
      {data?.items.length === 0 && <p className={styles["soft"]}>{t("sessions.none")}</p>}
      <ul className={styles["lines"]}>
        {data?.items.map((session) => (
          <SessionLine key={session.id} session={session} />
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

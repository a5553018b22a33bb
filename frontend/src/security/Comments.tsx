import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import { Button } from "../shared/Button";
import { Field } from "../shared/Field";
import { useFormats } from "../shared/format";
import { useRequestKey } from "../shared/requestKey";
import { useRefresh } from "../shared/useRefresh";
import { Refused } from "../staff/Refused";
import styles from "./IncidentDetail.module.css";
import type { IncidentDetail } from "./incidents";

/** What people have written about it, the oldest first. */
export function Comments({ incident }: { incident: IncidentDetail }): React.JSX.Element {
  const { t } = useTranslation("security");
  const { moment } = useFormats();
  const refresh = useRefresh();
  const key = useRequestKey();
  const [text, setText] = useState("");
  const writing = base.useMutation("post", "/monitoring/incident/{incident_id}/comment", {
    onSuccess: () => {
      setText("");
      return refresh("/monitoring/incident/{incident_id}");
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const body = { text: text.trim() };
    // How many there were makes the same words a new comment the second time.
    const { header } = key([body, incident.comments.length]);
    writing.mutate({ params: { path: { incident_id: incident.id }, header }, body });
  };
  return (
    <section className={styles["part"]}>
      <h3>{t("comments.title")}</h3>
      <ul className={styles["people"]}>
        {incident.comments.map((comment) => (
          <li key={comment.id} className={styles["comment"]}>
            <p className={styles["small"]}>
              {comment.by.name}, {moment(comment.created_at)}
            </p>
            <p>{comment.text}</p>
          </li>
        ))}
      </ul>
      <form onSubmit={submit} className={styles["form"]}>
        <Field
          label={t("comments.new")}
          value={text}
          onChange={setText}
          maxLength={2000}
          isLong
          isRequired
        />
        <Refused error={writing.error} />
        <Button kind="quiet" type="submit" disabled={writing.isPending || text.trim() === ""}>
          {t("comments.add")}
        </Button>
      </form>
    </section>
  );
}

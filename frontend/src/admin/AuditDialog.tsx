import { useTranslation } from "react-i18next";

import { Button } from "../shared/Button";
import { Dialog, DialogAnswers } from "../shared/Dialog";
import { useFormats } from "../shared/format";
import { Facts } from "../staff/Facts";
import type { AuditEntry } from "./AuditPage";
import styles from "./AuditDialog.module.css";
import { type Change, changesOf } from "./changes";

function Changes({ changes }: { changes: readonly Change[] }): React.JSX.Element {
  const { t } = useTranslation("admin");
  return (
    <table className={styles["changes"]}>
      <thead>
        <tr>
          <th scope="col">{t("audit.column")}</th>
          <th scope="col">{t("audit.before")}</th>
          <th scope="col">{t("audit.after")}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ column, before, after, isConcealed }) => (
          <tr key={column}>
            <th scope="row">
              <code>{column}</code>
            </th>
            <td>{isConcealed ? t("audit.concealed") : before}</td>
            <td>{isConcealed ? t("audit.concealed") : after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One entry of the record: who, from where, and what it was before and after. */
export function AuditDialog({
  entry,
  onClose,
}: {
  entry: AuditEntry;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { moment } = useFormats();
  const changes = changesOf(entry.changes);
  return (
    <Dialog title={entry.action} isOpen onClose={onClose} isWide>
      <Facts
        facts={[
          [t("audit.at"), moment(entry.at)],
          [t("audit.caller"), `${entry.caller_name ?? "–"} (${entry.caller_kind})`],
          [t("audit.address"), entry.address],
          [t("audit.operation"), entry.operation],
          [t("audit.subject"), [entry.subject_kind, entry.subject_id].filter(Boolean).join(" ")],
          [t("audit.request"), <code key="id">{entry.request_id}</code>],
          [t("audit.hash"), <code key="hash">{entry.hash}</code>],
        ]}
      />
      {entry.is_redacted && <p>{t("audit.redacted")}</p>}
      {changes.length > 0 && (
        <div className={styles["scroll"]}>
          <Changes changes={changes} />
        </div>
      )}
      <DialogAnswers>
        <Button kind="quiet" onClick={onClose}>
          {t("close")}
        </Button>
      </DialogAnswers>
    </Dialog>
  );
}

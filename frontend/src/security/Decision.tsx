import { useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import { Button } from "../shared/Button";
import { Field } from "../shared/Field";
import { useRefresh } from "../shared/useRefresh";
import { FormDialog } from "../staff/FormDialog";
import { Refused } from "../staff/Refused";
import styles from "./IncidentDetail.module.css";
import type { Incident } from "./incidents";

type Ending = "resolve" | "false_alarm";

function useShown(): () => Promise<void> {
  const refresh = useRefresh();
  return () => refresh("/monitoring/incident/{incident_id}", "/monitoring/incidents");
}

function EndDialog({
  incident,
  ending,
  onClose,
}: {
  incident: Incident;
  ending: Ending;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("security");
  const [reason, setReason] = useState("");
  const show = useShown();
  const options = { onSuccess: onClose, onSettled: show };
  const resolving = base.useMutation("post", "/monitoring/incident/{incident_id}/resolve", options);
  const refuting = base.useMutation(
    "post",
    "/monitoring/incident/{incident_id}/false_alarm",
    options,
  );
  const params = { path: { incident_id: incident.id } };
  const words = reason.trim();
  return (
    <FormDialog
      title={t(`decision.${ending}`)}
      action={t(`decision.${ending}`)}
      isPending={resolving.isPending || refuting.isPending}
      error={resolving.error ?? refuting.error}
      onClose={onClose}
      onSubmit={() => {
        if (ending === "resolve") {
          resolving.mutate({ params, body: { reason: words === "" ? null : words } });
        } else {
          refuting.mutate({ params, body: { reason: words } });
        }
      }}
    >
      <Field
        label={t(`decision.reason_${ending}`)}
        value={reason}
        onChange={setReason}
        maxLength={500}
        isLong
        isRequired={ending === "false_alarm"}
      />
    </FormDialog>
  );
}

/** What can be done in this state: first somebody takes it on, then it ends. */
export function Decision({ incident }: { incident: Incident }): React.JSX.Element | null {
  const { t } = useTranslation("security");
  const [ending, setEnding] = useState<Ending>();
  const acknowledging = base.useMutation("post", "/monitoring/incident/{incident_id}/acknowledge", {
    onSettled: useShown(),
  });
  const open = (chosen: Ending) => () => {
    setEnding(chosen);
  };
  return (
    <>
      <div className={styles["actions"]}>
        {incident.state === "NEW" && (
          <Button
            disabled={acknowledging.isPending}
            onClick={() => {
              acknowledging.mutate({ params: { path: { incident_id: incident.id } } });
            }}
          >
            {t("decision.acknowledge")}
          </Button>
        )}
        {incident.state === "ACKNOWLEDGED" && (
          <>
            <Button onClick={open("resolve")}>{t("decision.resolve_more")}</Button>
            <Button kind="quiet" onClick={open("false_alarm")}>
              {t("decision.false_alarm_more")}
            </Button>
          </>
        )}
      </div>
      <Refused error={acknowledging.error} />
      {ending !== undefined && (
        <EndDialog
          incident={incident}
          ending={ending}
          onClose={() => {
            setEnding(undefined);
          }}
        />
      )}
    </>
  );
}

import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import type { components } from "../api/generated/base";
import { Button } from "../shared/Button";
import { Field } from "../shared/Field";
import { useFormats } from "../shared/format";
import { useRefresh } from "../shared/useRefresh";
import { Danger } from "../staff/Danger";
import { DetailDialog } from "../staff/DetailDialog";
import { Facts } from "../staff/Facts";
import { Refused } from "../staff/Refused";
import styles from "./Forms.module.css";
import { RobotCommands } from "./RobotCommands";
import { Connection, tripOf } from "./robots";
import { type Run, RunFields } from "./RunFields";
import { Sessions } from "./Sessions";

type Robot = components["schemas"]["RobotRead"];
const LIST = "/admin/robots";
const ONE = "/admin/robot/{robot_id}";

function TripForm({ robot }: { robot: Robot }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const [run, setRun] = useState<Run>({
    train_number: robot.trip?.train_number ?? "",
    train_date: robot.trip?.train_date ?? "",
  });
  const [wagon, setWagon] = useState(String(robot.trip?.wagon_number ?? ""));
  const setting = base.useMutation("put", "/admin/robot/{robot_id}/trip", {
    onSuccess: () => refresh(LIST, ONE),
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setting.mutate({
      params: { path: { robot_id: robot.id } },
      body: {
        ...run,
        train_number: run.train_number.trim(),
        wagon_number: wagon === "" ? null : Number(wagon),
      },
    });
  };
  return (
    <form onSubmit={submit} className={styles["part"]}>
      <h3>{t("robots.set_trip")}</h3>
      <div className={styles["row"]}>
        <RunFields value={run} onChange={setRun} />
        <Field
          label={t("wagon")}
          type="number"
          min={1}
          max={99}
          value={wagon}
          onChange={setWagon}
        />
      </div>
      <Refused error={setting.error} />
      <div>
        <Button kind="quiet" type="submit" disabled={setting.isPending}>
          {t("robots.set_trip")}
        </Button>
      </div>
    </form>
  );
}

function RobotFacts({ robot }: { robot: Robot }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const formats = useFormats();
  const { heartbeat } = robot;
  const facts = Object.entries(heartbeat?.facts ?? {});
  return (
    <Facts
      facts={[
        [t("state"), <Connection key="connection" robot={robot} />],
        [t("robots.trip"), tripOf(robot.trip, formats)],
        [t("seen"), robot.last_seen_at === null ? t("never") : formats.moment(robot.last_seen_at)],
        [t("robots.says"), heartbeat?.state ?? ""],
        [t("robots.version"), heartbeat?.software_version ?? ""],
        [t("number"), <code key="id">{robot.id}</code>],
        [t("key"), <code key="key">{robot.key_fingerprint}</code>],
        [t("registered"), `${robot.registered_by}, ${formats.moment(robot.created_at)}`],
        ...facts.map(([name, value]) => [name, JSON.stringify(value)] as const),
      ]}
    />
  );
}

/** A robot: what it says of itself, its trip, and its revocation. */
export function RobotDialog({
  id,
  onClose,
}: {
  id: string;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const params = { path: { robot_id: id } };
  const query = base.useQuery("get", ONE, { params });
  const revoking = base.useMutation("delete", ONE, {
    onSuccess: async () => {
      onClose();
      await refresh(LIST);
    },
  });
  return (
    <DetailDialog
      title={query.data?.robot_model_name ?? t("nav.robots")}
      query={query}
      onClose={onClose}
      actions={() => (
        <Danger
          action={t("revoke")}
          question={t("robots.revoke_sure")}
          mutation={revoking}
          onYes={() => {
            revoking.mutate({ params });
          }}
        >
          <p>{t("revoke_text")}</p>
        </Danger>
      )}
    >
      {(robot) => (
        <>
          <RobotFacts robot={robot} />
          <RobotCommands robotId={robot.id} />
          <TripForm robot={robot} />
          <Sessions kind="robot" callerId={robot.id} />
        </>
      )}
    </DetailDialog>
  );
}

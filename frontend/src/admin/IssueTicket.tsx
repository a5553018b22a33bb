import { useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import { Field } from "../shared/Field";
import { MomentField } from "../shared/MomentField";
import { railwayMoment } from "../shared/railwayTime";
import { useRequestKey } from "../shared/requestKey";
import { useRefresh } from "../shared/useRefresh";
import { FormDialog } from "../staff/FormDialog";
import { ShownOnce } from "../staff/ShownOnce";
import styles from "./Forms.module.css";

const NAMES = [
  "user",
  "train",
  "start",
  "wagon",
  "place",
  "station",
  "destination",
  "date",
] as const;
type Draft = Record<(typeof NAMES)[number], string>;

function emptyDraft(user: string): Draft {
  return { ...(Object.fromEntries(NAMES.map((name) => [name, ""])) as Draft), user };
}

function bodyOf(draft: Draft) {
  return {
    user_id: draft.user.trim(),
    train_number: draft.train.trim(),
    start_date: draft.start,
    wagon_number: Number(draft.wagon),
    place_number: Number(draft.place),
    station_id: draft.station.trim(),
    destination: draft.destination.trim(),
    date: railwayMoment(draft.date),
  };
}

export function IssueTicket({
  userId,
  onClose,
}: {
  userId: string;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const key = useRequestKey();
  const [draft, setDraft] = useState(() => emptyDraft(userId));
  const issuing = base.useMutation("post", "/admin/ticket", {
    onSuccess: () => refresh("/admin/tickets"),
  });
  if (issuing.data !== undefined)
    return (
      <ShownOnce
        title={t("tickets.issued")}
        text={t("tickets.code_text")}
        name={t("tickets.code")}
        secret={issuing.data.code}
        onClose={onClose}
      />
    );
  const field = (name: keyof Draft) => ({
    value: draft[name],
    onChange: (value: string) => {
      setDraft({ ...draft, [name]: value });
    },
    isRequired: true,
  });
  return (
    <FormDialog
      title={t("tickets.issue")}
      action={t("tickets.issue")}
      isPending={issuing.isPending}
      error={issuing.error}
      isWide
      onClose={onClose}
      onSubmit={() => {
        const body = bodyOf(draft);
        issuing.mutate({ params: key(body), body });
      }}
    >
      <Field label={t("tickets.user")} {...field("user")} />
      <div className={styles["row"]}>
        <Field label={t("run.number")} maxLength={20} {...field("train")} />
        <Field label={t("run.date")} type="date" {...field("start")} />
        <Field label={t("wagon")} type="number" min={1} max={99} {...field("wagon")} />
        <Field label={t("place")} type="number" min={1} max={999} {...field("place")} />
      </div>
      <div className={styles["row"]}>
        <Field
          label={t("tickets.from")}
          hint={t("tickets.station_hint")}
          maxLength={60}
          {...field("station")}
        />
        <Field
          label={t("tickets.to")}
          hint={t("tickets.station_hint")}
          maxLength={60}
          {...field("destination")}
        />
        <MomentField label={t("tickets.departs")} {...field("date")} />
      </div>
    </FormDialog>
  );
}

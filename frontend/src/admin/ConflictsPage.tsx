import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import type { components } from "../api/generated/base";
import { Field } from "../shared/Field";
import { useFormats } from "../shared/format";
import { useRequestKey } from "../shared/requestKey";
import { type Column, DataTable } from "../shared/table/DataTable";
import { Tick } from "../shared/Tick";
import { useAddress } from "../shared/useAddress";
import { useRefresh } from "../shared/useRefresh";
import { Badge } from "../staff/Badge";
import { FormDialog } from "../staff/FormDialog";
import { Filters, Page } from "../staff/Page";
import { useDoing } from "../staff/useDoing";
import { RunFilter, runOf } from "./RunFilter";

type Conflict = components["schemas"]["ConflictRead"];

function Settle({
  conflict,
  onClose,
}: {
  conflict: Conflict;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const key = useRequestKey();
  const [comment, setComment] = useState("");
  const settling = base.useMutation("post", "/admin/conflict/{check_id}/settle", {
    onSuccess: onClose,
    onSettled: () => refresh("/admin/conflicts"),
  });
  return (
    <FormDialog
      title={t("conflicts.settle")}
      action={t("conflicts.settle")}
      isPending={settling.isPending}
      error={settling.error}
      onClose={onClose}
      onSubmit={() => {
        const body = { comment: comment.trim() };
        settling.mutate({ params: { path: { check_id: conflict.check_id }, ...key(body) }, body });
      }}
    >
      <p>{t(`reason.${conflict.cause}`)}</p>
      <Field
        label={t("conflicts.comment")}
        value={comment}
        onChange={setComment}
        maxLength={1000}
        isLong
        isRequired
      />
    </FormDialog>
  );
}

function useColumns(): Column<Conflict>[] {
  const { t } = useTranslation("admin");
  const { moment } = useFormats();
  return [
    { key: "cause", name: t("conflicts.cause"), cell: ({ cause }) => t(`reason.${cause}`) },
    { key: "train", name: t("run.number"), cell: (one) => one.train_number ?? "–" },
    { key: "wagon", name: t("wagon"), isNumber: true, cell: (one) => one.wagon_number ?? "–" },
    {
      key: "place",
      name: t("place"),
      isNumber: true,
      cell: ({ ticket }) => ticket?.place_number ?? "–",
    },
    { key: "passenger", name: t("tickets.passenger"), cell: (one) => one.ticket?.user_name ?? "–" },
    { key: "robot", name: t("robots.model"), cell: (one) => one.robot_name },
    { key: "at", name: t("conflicts.at"), cell: (one) => moment(one.checked_at) },
    {
      key: "state",
      name: t("state"),
      cell: ({ settled_by: by, settlement }) =>
        by === null ? (
          <Badge tone="warn">{t("conflicts.open")}</Badge>
        ) : (
          `${by}: ${settlement ?? ""}`
        ),
    },
  ];
}

/** Boardings that do not hold, which people have to look into. */
export function ConflictsPage(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const address = useAddress();
  const [conflict, settle, end] = useDoing<Conflict>();
  const isSettled = address.get("settled") === "yes";
  const query = { page: address.page, is_settled: isSettled, ...runOf(address) };
  const listing = base.useQuery(
    "get",
    "/admin/conflicts",
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  return (
    <Page title={t("nav.conflicts")}>
      <Filters>
        <RunFilter address={address} />
        <Tick
          label={t("conflicts.settled")}
          isOn={isSettled}
          onChange={(isOn) => {
            address.set({ settled: isOn ? "yes" : undefined });
          }}
        />
      </Filters>
      <DataTable
        label={t("nav.conflicts")}
        listing={listing}
        columns={useColumns()}
        idOf={({ check_id: id }) => id}
        empty={t("conflicts.none")}
        onOpen={
          isSettled
            ? undefined
            : (chosen) => {
                settle(chosen)();
              }
        }
      />
      {conflict !== undefined && <Settle conflict={conflict} onClose={end} />}
    </Page>
  );
}

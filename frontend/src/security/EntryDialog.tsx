import { useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import { Button } from "../shared/Button";
import { Dialog, DialogAnswers } from "../shared/Dialog";
import { useFormats } from "../shared/format";
import { ServerFailed } from "../shared/ServerFailed";
import { useRefresh } from "../shared/useRefresh";
import { Waiting } from "../shared/Waiting";
import { Facts } from "../staff/Facts";
import { Refused } from "../staff/Refused";
import type { Entry } from "./WatchListPage";

const LIST = "/monitoring/watch_list";
const ONE = "/monitoring/watch_list/{entry_id}";

function EntryFacts({ entry }: { entry: Entry }): React.JSX.Element {
  const { t } = useTranslation("security");
  const { moment } = useFormats();
  const when = (iso: string | null): string => (iso === null ? "" : moment(iso));
  const approved = entry.approved_by;
  return (
    <Facts
      facts={[
        [t("entry.state"), t(`entry.${entry.state}`)],
        [t("entry.reason"), entry.reason],
        [t("entry.added_by"), `${entry.added_by.name}, ${moment(entry.created_at)}`],
        [
          t("entry.approved_by"),
          approved === null ? "" : `${approved.name}, ${when(entry.approved_at)}`,
        ],
        [t("entry.expires"), moment(entry.expires_at)],
        [t("entry.removed"), when(entry.removed_at)],
        [t("entry.face_erased"), when(entry.face_erased_at)],
      ]}
    />
  );
}

function Answers({ entry, onClose }: { entry: Entry; onClose: () => void }): React.JSX.Element {
  const { t } = useTranslation(["security", "common"]);
  const refresh = useRefresh();
  const [isSure, setSure] = useState(false);
  const onSettled = (): Promise<void> => refresh(LIST, ONE);
  const approving = base.useMutation("post", "/monitoring/watch_list/{entry_id}/approve", {
    onSettled,
  });
  const removing = base.useMutation("delete", ONE, { onSuccess: onClose, onSettled });
  const params = { path: { entry_id: entry.id } };
  const isOpen = entry.state === "PENDING" || entry.state === "APPROVED";
  return (
    <>
      <Refused error={approving.error ?? removing.error} />
      {isSure && <p role="alert">{t("entry.sure")}</p>}
      <DialogAnswers>
        <Button kind="quiet" onClick={onClose}>
          {t("common:action.close")}
        </Button>
        {entry.state === "PENDING" && (
          <Button
            disabled={approving.isPending}
            onClick={() => {
              approving.mutate({ params });
            }}
          >
            {t("entry.approve")}
          </Button>
        )}
        {isOpen && (
          <Button
            kind="danger"
            disabled={removing.isPending}
            onClick={() => {
              if (isSure) removing.mutate({ params });
              else setSure(true);
            }}
          >
            {t(isSure ? "entry.remove_now" : "entry.remove")}
          </Button>
        )}
      </DialogAnswers>
    </>
  );
}

/** One entry: a second engineer approves it here, or anybody takes it off the list. */
export function EntryDialog({
  id,
  onClose,
}: {
  id: string;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("security");
  const { data, isError, refetch } = base.useQuery("get", ONE, {
    params: { path: { entry_id: id } },
  });
  return (
    <Dialog title={data?.name ?? t("watch_list.title")} isOpen onClose={onClose}>
      {isError && <ServerFailed again={() => void refetch()} />}
      {data === undefined && !isError && <Waiting />}
      {data !== undefined && (
        <>
          <EntryFacts entry={data} />
          <Answers entry={data} onClose={onClose} />
        </>
      )}
    </Dialog>
  );
}

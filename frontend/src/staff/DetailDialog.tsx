import { useTranslation } from "react-i18next";

import { Button } from "../shared/Button";
import { Dialog, DialogAnswers } from "../shared/Dialog";
import { ServerFailed } from "../shared/ServerFailed";
import { Waiting } from "../shared/Waiting";

interface DetailDialogProps<Thing> {
  title: string;
  query: { data?: Thing | undefined; isError: boolean; refetch: () => unknown };
  onClose: () => void;
  /** Beside the button that closes. */
  actions?: (thing: Thing) => React.ReactNode;
  children: (thing: Thing) => React.ReactNode;
}

/** One thing of a list, in a window above it. */
export function DetailDialog<Thing>({
  title,
  query,
  onClose,
  actions,
  children,
}: DetailDialogProps<Thing>): React.JSX.Element {
  const { t } = useTranslation();
  const { data, isError, refetch } = query;
  return (
    <Dialog title={title} isOpen onClose={onClose} isWide>
      {isError && data === undefined && <ServerFailed again={() => void refetch()} />}
      {data === undefined && !isError && <Waiting />}
      {data !== undefined && children(data)}
      <DialogAnswers>
        <Button kind="quiet" onClick={onClose}>
          {t("action.close")}
        </Button>
        {data !== undefined && actions?.(data)}
      </DialogAnswers>
    </Dialog>
  );
}

import "./messages";

import type { SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "../shared/Button";
import { Dialog, DialogAnswers } from "../shared/Dialog";
import styles from "./FormDialog.module.css";
import { Refused } from "./Refused";

interface FormDialogProps {
  title: string;
  /** What the button says that sends the form. */
  action: string;
  isPending: boolean;
  error: unknown;
  isWide?: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: React.ReactNode;
}

/** A form in a window of its own. It is there while it is open, so that each opening is fresh. */
export function FormDialog({
  title,
  action,
  isPending,
  error,
  isWide = false,
  onSubmit,
  onClose,
  children,
}: FormDialogProps): React.JSX.Element {
  const { t } = useTranslation();
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    // React passes events on from a window to the form in which it was opened.
    event.stopPropagation();
    onSubmit();
  };
  return (
    <Dialog title={title} isOpen onClose={onClose} isWide={isWide}>
      <form onSubmit={submit} className={styles["form"]}>
        {children}
        <Refused error={error} />
        <DialogAnswers>
          <Button kind="quiet" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button type="submit" disabled={isPending}>
            {action}
          </Button>
        </DialogAnswers>
      </form>
    </Dialog>
  );
}

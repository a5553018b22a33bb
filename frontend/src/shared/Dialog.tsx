import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";

import styles from "./Dialog.module.css";

interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** An alert is read out at once: for what cannot be undone. */
  isAlert?: boolean;
  isWide?: boolean;
  /** Neither Escape nor a click beside it closes it: for what would be lost by that. */
  isFirm?: boolean;
  children: React.ReactNode;
}

/** A window above the page: keeps the focus inside, and gives it back. */
export function Dialog({
  title,
  isOpen,
  onClose,
  isAlert = false,
  isWide = false,
  isFirm = false,
  children,
}: DialogProps): React.JSX.Element {
  return (
    <ModalOverlay
      className={styles["overlay"] ?? ""}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={!isFirm}
      isKeyboardDismissDisabled={isFirm}
    >
      <Modal className={styles["modal"] ?? ""} data-wide={isWide || undefined}>
        <AriaDialog role={isAlert ? "alertdialog" : "dialog"} className={styles["dialog"] ?? ""}>
          <Heading slot="title" className={styles["title"] ?? ""}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The row of buttons that ends a dialog. */
export function DialogAnswers({ children }: { children: React.ReactNode }): React.JSX.Element {
  return <div className={styles["answers"]}>{children}</div>;
}

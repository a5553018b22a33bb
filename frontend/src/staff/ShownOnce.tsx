import { useTranslation } from "react-i18next";

import { Button } from "../shared/Button";
import { CopyButton } from "../shared/CopyButton";
import { Dialog, DialogAnswers } from "../shared/Dialog";
import styles from "./ShownOnce.module.css";

interface ShownOnceProps {
  title: string;
  /** Whom the secret is for, and that it is not shown again. */
  text: string;
  /** What the secret is called. */
  name: string;
  secret: string;
  onClose: () => void;
}

/** A secret that leaves the server once: to be copied now. Only its button closes the window. */
export function ShownOnce({
  title,
  text,
  name,
  secret,
  onClose,
}: ShownOnceProps): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <Dialog title={title} isOpen onClose={onClose} isFirm>
      <p>{text}</p>
      <div className={styles["line"]}>
        <code className={styles["secret"]}>{secret}</code>
        <CopyButton text={secret} what={name} />
      </div>
      <DialogAnswers>
        <Button onClick={onClose}>{t("action.close")}</Button>
      </DialogAnswers>
    </Dialog>
  );
}

import { useTranslation } from "react-i18next";

import { Button } from "../shared/Button";
import { Dialog, DialogAnswers } from "../shared/Dialog";

/** A human looks at the proof of age before something with a limit is handed over. */
export function HandOver({
  years,
  onYes,
  onNo,
}: {
  years: number;
  onYes: () => void;
  onNo: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("terminal");
  return (
    <Dialog title={t("age.title", { years })} isOpen onClose={onNo} isAlert>
      <p>{t("age.text")}</p>
      <DialogAnswers>
        <Button kind="quiet" onClick={onNo}>
          {t("age.no")}
        </Button>
        <Button onClick={onYes}>{t("age.yes")}</Button>
      </DialogAnswers>
    </Dialog>
  );
}

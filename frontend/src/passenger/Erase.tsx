import { useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import { Button } from "../shared/Button";
import styles from "./MyDataPage.module.css";
import type { NewReceipt } from "./ReceiptPage";

/** Asks once more before it does what cannot be undone. */
export function Erase({
  onErased,
}: {
  onErased: (receipt: NewReceipt) => void;
}): React.JSX.Element {
  const { t } = useTranslation("passenger");
  const [isAsking, setAsking] = useState(false);
  const erasing = base.useMutation("delete", "/users/me", {
    onSuccess: onErased,
  });
  return (
    <section className={styles["part"]}>
      <h2>{t("data.erase.title")}</h2>
      <p>{t("data.erase.text")}</p>
      <Button
        kind="danger"
        onClick={() => {
          setAsking(true);
        }}
      >
        {t("data.erase.action")}
      </Button>
      <ModalOverlay
        className={styles["overlay"] ?? ""}
        isOpen={isAsking}
        onOpenChange={setAsking}
        isDismissable
      >
        <Modal className={styles["modal"] ?? ""}>
          <Dialog role="alertdialog" className={styles["dialog"] ?? ""}>
            <Heading slot="title" className={styles["question"] ?? ""}>
              {t("data.erase.sure")}
            </Heading>
            <p>{t("data.erase.text")}</p>
            {erasing.isError && <p role="alert">{t("data.erase.failed")}</p>}
            <div className={styles["answers"]}>
              <Button
                onClick={() => {
                  setAsking(false);
                }}
              >
                {t("data.erase.no")}
              </Button>
              <Button
                kind="danger"
                disabled={erasing.isPending}
                onClick={() => {
                  erasing.mutate({});
                }}
              >
                {t("data.erase.yes")}
              </Button>
            </div>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </section>
  );
}

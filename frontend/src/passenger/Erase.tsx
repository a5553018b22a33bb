import { useMutation } from "@tanstack/react-query";
import { Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useTranslation } from "react-i18next";

import { ask } from "../session/api";
import { Button } from "../shared/Button";
import { AriaButton } from "./AriaButton";
import styles from "./MyDataPage.module.css";
import type { NewReceipt } from "./ReceiptPage";

/** Asks once more before it does what cannot be undone. */
export function Erase({
  onErased,
}: {
  onErased: (receipt: NewReceipt) => void;
}): React.JSX.Element {
  const { t } = useTranslation("passenger");
  const erasing = useMutation({
    mutationFn: async () => (await ask("/base_api/users/me", { method: "DELETE" })) as NewReceipt,
    onSuccess: onErased,
  });
  return (
    <section className={styles["part"]}>
      <h2>{t("data.erase.title")}</h2>
      <p>{t("data.erase.text")}</p>
      <DialogTrigger>
        <AriaButton isDangerous>{t("data.erase.action")}</AriaButton>
        <ModalOverlay className={styles["overlay"] ?? ""} isDismissable>
          <Modal className={styles["modal"] ?? ""}>
            <Dialog role="alertdialog" className={styles["dialog"] ?? ""}>
              {({ close }) => (
                <>
                  <Heading slot="title" className={styles["question"] ?? ""}>
                    {t("data.erase.sure")}
                  </Heading>
                  <p>{t("data.erase.text")}</p>
                  {erasing.isError && <p role="alert">{t("data.erase.failed")}</p>}
                  <div className={styles["answers"]}>
                    <Button onClick={close}>{t("data.erase.no")}</Button>
                    <AriaButton
                      isDangerous
                      isDisabled={erasing.isPending}
                      onPress={() => {
                        erasing.mutate();
                      }}
                    >
                      {t("data.erase.yes")}
                    </AriaButton>
                  </div>
                </>
              )}
            </Dialog>
          </Modal>
        </ModalOverlay>
      </DialogTrigger>
    </section>
  );
}

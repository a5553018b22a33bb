import { useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import { Button } from "../shared/Button";
import { Question } from "../shared/Question";
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
      <Question
        title={t("data.erase.sure")}
        yes={t("data.erase.yes")}
        no={t("data.erase.no")}
        isOpen={isAsking}
        isPending={erasing.isPending}
        failure={erasing.isError ? t("data.erase.failed") : undefined}
        onYes={() => {
          erasing.mutate({});
        }}
        onNo={() => {
          setAsking(false);
        }}
      >
        <p>{t("data.erase.text")}</p>
      </Question>
    </section>
  );
}

import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import { Button } from "../shared/Button";
import { downloadJson } from "../shared/download";
import styles from "./MyDataPage.module.css";

export function TakeAlong(): React.JSX.Element {
  const { t } = useTranslation("passenger");
  const taking = base.useMutation("get", "/users/me/export", {
    onSuccess: (data) => {
      downloadJson(data, `provodnik-${data.made_at.slice(0, 10)}.json`);
    },
  });
  return (
    <section className={styles["part"]}>
      <h2>{t("data.take.title")}</h2>
      <p>{t("data.take.text")}</p>
      <Button
        disabled={taking.isPending}
        onClick={() => {
          taking.mutate({});
        }}
      >
        {t("data.take.action")}
      </Button>
      {taking.data?.is_complete === false && <p role="alert">{t("data.take.incomplete")}</p>}
      {taking.isError && <p role="alert">{t("data.failed")}</p>}
    </section>
  );
}

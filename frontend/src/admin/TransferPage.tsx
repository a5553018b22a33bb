import { useTranslation } from "react-i18next";

import { Page } from "../staff/Page";
import styles from "./Forms.module.css";
import { ImportForm } from "./ImportForm";
import { KINDS } from "./transfer";

/** Whole lists in and out, as files. */
export function TransferPage(): React.JSX.Element {
  const { t } = useTranslation("admin");
  return (
    <Page title={t("nav.transfer")}>
      <section className={styles["part"]}>
        <h2>{t("export.title")}</h2>
        <ul className={styles["lines"]}>
          {KINDS.map((kind) => (
            <li key={kind}>
              <strong>{t(`nav.${kind}`)}</strong>
              <a href={`/base_api/admin/export/${kind}?format=csv`} download>
                {t("export.csv_of", { what: t(`nav.${kind}`) })}
              </a>
              <a href={`/base_api/admin/export/${kind}?format=jsonl`} download>
                {t("export.jsonl_of", { what: t(`nav.${kind}`) })}
              </a>
            </li>
          ))}
        </ul>
      </section>
      <section className={styles["part"]}>
        <h2>{t("import.title")}</h2>
        <ImportForm />
      </section>
    </Page>
  );
}

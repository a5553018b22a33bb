import { useTranslation } from "react-i18next";

import type { components } from "../api/generated/base";
import styles from "./AuditDialog.module.css";

type Fault = components["schemas"]["RowError"];

/** What is wrong, counted as a spreadsheet counts: the header is row 1. */
export function ImportFaults({ faults }: { faults: readonly Fault[] }): React.JSX.Element {
  const { t } = useTranslation("admin");
  return (
    <div className={styles["scroll"]}>
      <table className={styles["changes"]}>
        <thead>
          <tr>
            <th scope="col">{t("import.row")}</th>
            <th scope="col">{t("audit.column")}</th>
            <th scope="col">{t("import.fault")}</th>
          </tr>
        </thead>
        <tbody>
          {faults.map(({ row, column, code, message }) => (
            <tr key={`${row} ${column ?? ""} ${code}`}>
              <td>{row}</td>
              <td>{column !== null && <code>{column}</code>}</td>
              <td>{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

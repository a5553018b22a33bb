import { useTranslation } from "react-i18next";

import styles from "./Fields.module.css";
import type { Schema } from "./openapi";
import { Prose } from "./Prose";
import { describeLimits, describeType } from "./schema";

interface FieldProps {
  name: string;
  schema: Schema;
  isRequired: boolean;
  /** Where a parameter goes: path, query, header. */
  place?: string;
  children?: React.ReactNode;
}

/** One named value: its type, limits and meaning. */
export function Field({
  name,
  schema,
  isRequired,
  place,
  children,
}: FieldProps): React.JSX.Element {
  const { t } = useTranslation("docs");
  const limits = describeLimits(schema);
  return (
    <li className={styles["field"]}>
      <p className={styles["line"]}>
        <code className={styles["name"]}>{name}</code>
        <code className={styles["type"]}>{describeType(schema)}</code>
        {place !== undefined && <span className={styles["tag"]}>{place}</span>}
        {isRequired && <span className={styles["tag"]}>{t("field.required")}</span>}
        {schema.default !== undefined && schema.default !== null && (
          <span className={styles["limits"]}>
            {t("field.default", { value: JSON.stringify(schema.default) })}
          </span>
        )}
        {limits !== "" && <span className={styles["limits"]}>{limits}</span>}
      </p>
      {schema.description !== undefined && (
        <div className={styles["about"]}>
          <Prose text={schema.description} />
        </div>
      )}
      {children}
    </li>
  );
}

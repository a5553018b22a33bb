import { useTranslation } from "react-i18next";

import { Block } from "./Block";
import { Field } from "./Field";
import styles from "./Fields.module.css";
import type { Parameter } from "./openapi";

export function Parameters({ parameters }: { parameters: Parameter[] }): React.JSX.Element | null {
  const { t } = useTranslation("docs");
  if (parameters.length === 0) return null;
  return (
    <Block title={t("parameters")}>
      <ul className={styles["fields"]}>
        {parameters.map((parameter) => (
          <Field
            key={`${parameter.in} ${parameter.name}`}
            name={parameter.name}
            place={parameter.in}
            isRequired={parameter.required === true}
            schema={{
              ...parameter.schema,
              ...(parameter.description !== undefined && { description: parameter.description }),
            }}
          />
        ))}
      </ul>
    </Block>
  );
}

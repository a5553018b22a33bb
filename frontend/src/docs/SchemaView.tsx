import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Field } from "./Field";
import styles from "./Fields.module.css";
import type { OpenApiDocument, Schema } from "./openapi";
import { alternatives, describeType, refName, resolve, withPlainValues } from "./schema";

interface SchemaViewProps {
  schema: Schema;
  document: OpenApiDocument;
}

/** The named object inside a type such as `Item`, `Item[]` or `Item | null`. */
function objectsInside(schema: Schema): Schema[] {
  return alternatives(schema).options.flatMap((option) => {
    if (option.type === "array") return objectsInside(option.items ?? {});
    return refName(option) === undefined && option.properties === undefined ? [] : [option];
  });
}

/** Opened on demand, because a schema may hold itself. */
function Inner({ schema, document }: SchemaViewProps): React.JSX.Element | null {
  const { t } = useTranslation("docs");
  const [isOpen, setIsOpen] = useState(false);
  const name = refName(schema) ?? schema.title ?? "";
  if (resolve(document, schema).properties === undefined) return null;
  return (
    <details
      className={styles["inner"]}
      onToggle={(event) => {
        setIsOpen(event.currentTarget.open);
      }}
    >
      <summary>{t("field.show", { name })}</summary>
      {isOpen && <Properties schema={schema} document={document} />}
    </details>
  );
}

function Properties({ schema, document }: SchemaViewProps): React.JSX.Element {
  const { properties = {}, required = [] } = resolve(document, schema);
  return (
    <ul className={styles["fields"]}>
      {Object.entries(properties).map(([name, property]) => (
        <Field
          key={name}
          name={name}
          schema={withPlainValues(document, property)}
          isRequired={required.includes(name)}
        >
          {objectsInside(property).map((inner) => (
            <Inner key={describeType(inner)} schema={inner} document={document} />
          ))}
        </Field>
      ))}
    </ul>
  );
}

export function SchemaView({ schema, document }: SchemaViewProps): React.JSX.Element {
  const objects = objectsInside(schema);
  return (
    <div className={styles["schema"]}>
      <p>
        <code className={styles["type"]}>{describeType(schema)}</code>
      </p>
      {objects.length === 1 && objects[0] !== undefined ? (
        <Properties schema={objects[0]} document={document} />
      ) : (
        objects.map((object) => (
          <Inner key={describeType(object)} schema={object} document={document} />
        ))
      )}
    </div>
  );
}

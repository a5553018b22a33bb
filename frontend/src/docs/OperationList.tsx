import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";

import type { OpenApiDocument, Operation } from "./openapi";
import { OperationItem } from "./OperationItem";
import styles from "./OperationList.module.css";

interface OperationListProps {
  groups: readonly [string, Operation[]][];
  document: OpenApiDocument;
  isTryable: boolean;
}

export function OperationList({
  groups,
  document,
  isTryable,
}: OperationListProps): React.JSX.Element {
  const { t } = useTranslation("docs");
  const { hash } = useLocation();
  return (
    <div className={styles["groups"]}>
      {groups.map(([tag, operations]) => (
        <section key={tag} aria-label={tag || t("untagged")} className={styles["group"]}>
          <h2>{tag || t("untagged")}</h2>
          <ul className={styles["list"]}>
            {operations.map((operation) => (
              <OperationItem
                key={operation.id}
                operation={operation}
                document={document}
                isTryable={isTryable}
                isAddressed={decodeURIComponent(hash.slice(1)) === operation.id}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { OpenApiDocument, Operation } from "./openapi";
import { OperationDetails } from "./OperationDetails";
import styles from "./OperationItem.module.css";

interface OperationItemProps {
  operation: Operation;
  document: OpenApiDocument;
  isTryable: boolean;
  /** The page's address points at this operation: open it and bring it into sight. */
  isAddressed: boolean;
}

export function OperationItem({
  operation,
  document,
  isTryable,
  isAddressed,
}: OperationItemProps): React.JSX.Element {
  const { t } = useTranslation("docs");
  const [isOpen, setIsOpen] = useState(isAddressed);
  const item = useRef<HTMLLIElement>(null);

  useEffect(() => {
    if (isAddressed) item.current?.scrollIntoView({ block: "start" });
  }, [isAddressed]);

  return (
    <li ref={item} id={operation.id} className={styles["item"]}>
      <details
        open={isOpen}
        onToggle={(event) => {
          setIsOpen(event.currentTarget.open);
        }}
      >
        <summary className={styles["summary"]}>
          <span className={styles["method"]} data-method={operation.method}>
            {operation.method.toUpperCase()}
          </span>
          <code className={styles["path"]}>{operation.path}</code>
          <span className={styles["name"]} lang="en">
            {operation.summary ?? operation.id}
          </span>
          {operation.deprecated === true && <em>{t("deprecated")}</em>}
        </summary>
        {isOpen && (
          <OperationDetails operation={operation} document={document} isTryable={isTryable} />
        )}
      </details>
    </li>
  );
}

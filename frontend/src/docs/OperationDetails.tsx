import { useTranslation } from "react-i18next";

import { CopyButton } from "../shared/CopyButton";
import { Answers } from "./Answers";
import { Block } from "./Block";
import { CodeSample } from "./CodeSample";
import { mediaTypeOf, type OpenApiDocument, type Operation } from "./openapi";
import styles from "./OperationDetails.module.css";
import { Parameters } from "./Parameters";
import { Prose } from "./Prose";
import { addressOf, curlOf, exampleBody, needsSession } from "./request";
import { SchemaView } from "./SchemaView";
import { TryIt } from "./TryIt";

interface OperationDetailsProps {
  operation: Operation;
  document: OpenApiDocument;
  isTryable: boolean;
}

function RequestBody({
  operation,
  document,
}: Omit<OperationDetailsProps, "isTryable">): React.JSX.Element | null {
  const { t } = useTranslation("docs");
  const media = mediaTypeOf(operation.requestBody?.content);
  const example = exampleBody(document, operation);
  if (media === null) return null;
  return (
    <Block title={t("body")} note={media[0]}>
      {media[1] !== undefined && <SchemaView schema={media[1]} document={document} />}
      {example !== null && <CodeSample label={t("example")} text={example} />}
    </Block>
  );
}

export function OperationDetails({
  operation,
  document,
  isTryable,
}: OperationDetailsProps): React.JSX.Element {
  const { t } = useTranslation("docs");
  const address = addressOf(operation);
  return (
    <div className={styles["details"]}>
      <p className={styles["facts"]}>
        <span>{t(needsSession(document, operation) ? "session" : "public")}</span>
        <code>{address}</code>
        <CopyButton text={address} />
      </p>
      {operation.description !== undefined && <Prose text={operation.description} />}
      <Parameters parameters={operation.parameters ?? []} />
      <RequestBody operation={operation} document={document} />
      <Answers responses={operation.responses ?? {}} document={document} />
      {isTryable && (
        <>
          <CodeSample
            label={t("curl")}
            text={curlOf(document, operation, window.location.origin)}
          />
          <TryIt operation={operation} document={document} />
        </>
      )}
    </div>
  );
}

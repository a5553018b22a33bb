import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "../shared/Button";
import type { Server } from "../shared/servers";
import styles from "./DocumentView.module.css";
import { byTag, matches, type OpenApiDocument, operationsOf } from "./openapi";
import { OperationList } from "./OperationList";
import { RouteSearch } from "./RouteSearch";
import { useDocument } from "./useDocument";

interface ViewProps {
  server: Server;
  document: OpenApiDocument;
}

function Loaded({ server, document }: ViewProps): React.JSX.Element {
  const { t } = useTranslation(["docs", "common"]);
  const [query, setQuery] = useState("");
  const shown = useDeferredValue(query.trim());
  const operations = operationsOf(document).filter((operation) => matches(operation, shown));
  return (
    <>
      <div className={styles["head"]}>
        <p className={styles["about"]}>
          {t(`common:server.${server.id}.about`)}
          {!server.isPublic && <span className={styles["internal"]}>{t("internal")}</span>}
        </p>
        <p className={styles["facts"]}>
          <span>
            {document.info.title} {document.info.version}
          </span>
          <a href={`/static/openapi/${server.folder}.json`}>{t("raw")}</a>
        </p>
      </div>
      <div className={styles["find"]}>
        <RouteSearch query={query} onChange={setQuery} />
        <p role="status" className={styles["count"]}>
          {operations.length === 0
            ? t("search.none", { query: shown })
            : t("routes", { count: operations.length })}
        </p>
      </div>
      <OperationList groups={byTag(operations)} document={document} isTryable={server.isPublic} />
    </>
  );
}

interface NoteProps {
  title: string;
  text: string;
  children?: React.ReactNode;
}

function Note({ title, text, children }: NoteProps): React.JSX.Element {
  return (
    <div className={styles["note"]} role="status">
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}

export function DocumentView({ server }: { server: Server }): React.JSX.Element {
  const { t } = useTranslation(["docs", "common"]);
  const { data, isError, refetch } = useDocument(server);
  if (isError) {
    return (
      <Note title={t("failed.title")} text={t("failed.text")}>
        <Button onClick={() => void refetch()}>{t("failed.again")}</Button>
      </Note>
    );
  }
  if (data === undefined) return <p role="status">{t("common:loading")}</p>;
  if (data === null) {
    const file = `${server.folder}/openapi.json`;
    return <Note title={t("missing.title")} text={t("missing.text", { file })} />;
  }
  return <Loaded server={server} document={data} />;
}

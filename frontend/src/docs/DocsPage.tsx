import "./messages";

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";

import { NotFound } from "../app/NotFound";
import { type ServerId, SERVERS } from "../shared/servers";
import { usePageTitle } from "../shared/usePageTitle";
import styles from "./DocsPage.module.css";
import { DocumentView } from "./DocumentView";
import { TokenContext } from "./token";

function ServerTabs({ shown }: { shown: ServerId }): React.JSX.Element {
  const { t } = useTranslation(["docs", "common"]);
  return (
    <nav aria-label={t("servers")} className={styles["tabs"]}>
      {SERVERS.map(({ id }) => (
        <Link key={id} to={`/docs/${id}`} aria-current={id === shown ? "page" : undefined}>
          {t(`common:server.${id}.name`)}
        </Link>
      ))}
    </nav>
  );
}

export function DocsPage(): React.JSX.Element {
  const { t } = useTranslation(["docs", "common"]);
  const { server: wanted } = useParams();
  const token = useState("");
  usePageTitle(t("title"));
  const server = SERVERS.find(({ id }) => id === (wanted ?? SERVERS[0].id));
  if (server === undefined) return <NotFound />;
  return (
    <div className={styles["page"]}>
      <div className={styles["lead"]}>
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
      </div>
      <ServerTabs shown={server.id} />
      <TokenContext value={token}>
        <DocumentView key={server.id} server={server} />
      </TokenContext>
    </div>
  );
}

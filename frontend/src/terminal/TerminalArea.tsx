import "./messages";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";

import { codeOf } from "../api/client";
import { currentLanguage } from "../i18n";
import { Button } from "../shared/Button";
import { Notice } from "../shared/Notice";
import { ServerFailed } from "../shared/ServerFailed";
import { Waiting } from "../shared/Waiting";
import { Area } from "../staff/Area";
import { Page } from "../staff/Page";
import { authorization, forgetToken, terminal } from "./client";
import { forgetDevice, storedDevice } from "./device";
import { Registration } from "./Registration";
import styles from "./Registration.module.css";

const DEVICE = ["terminal", "device"];

/** The key is no longer taken, or the platform is another one: only an engineer can help. */
function Refused({ onForget }: { onForget: () => void }): React.JSX.Element {
  const { t } = useTranslation("terminal");
  return (
    <div className={styles["page"]}>
      <Page title={t("refused.title")}>
        <Notice kind="bad">{t("refused.text")}</Notice>
        <p>
          <Button kind="danger" onClick={onForget}>
            {t("refused.action")}
          </Button>
        </p>
      </Page>
    </div>
  );
}

/** On a counter with several terminals, which one it is. */
function useStoreName(isSignedIn: boolean): string | undefined {
  const { i18n } = useTranslation();
  const { data } = terminal.useQuery("get", "/store", {}, { enabled: isSignedIn });
  return data?.translations[currentLanguage(i18n)]?.name ?? data?.name;
}

/** Whoever has the key is signed in; the first time, an engineer makes the browser a terminal. */
export function TerminalArea(): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const { search } = useLocation();
  const queries = useQueryClient();
  const device = useQuery({ queryKey: DEVICE, queryFn: storedDevice, staleTime: Infinity });
  const known = device.data ?? null;
  const session = useQuery({
    queryKey: [...DEVICE, known?.id],
    queryFn: async () => Object.keys(await authorization()),
    enabled: known !== null,
  });
  const name = useStoreName(session.isSuccess);
  const begin = async (): Promise<void> => {
    await forgetDevice();
    forgetToken();
    await queries.resetQueries({ queryKey: DEVICE });
  };
  if (device.isPending) return <Waiting />;
  if (known === null) {
    return (
      <Registration
        storeId={new URLSearchParams(search).get("store") ?? ""}
        onDone={() => void queries.resetQueries({ queryKey: DEVICE })}
      />
    );
  }
  if (session.isPending) return <Waiting />;
  if (session.isError && codeOf(session.error) === "NO_ANSWER") {
    return <ServerFailed again={() => void session.refetch()} />;
  }
  if (session.isError) return <Refused onForget={() => void begin()} />;
  return (
    <Area
      label={t("nav.label")}
      owner={name}
      pages={[
        { to: "/terminal/board", name: t("board.title") },
        { to: "/terminal/items", name: t("items.title") },
        { to: "/terminal/sales", name: t("sales.title") },
        { to: "/terminal/allotments", name: t("allotments.title") },
        { to: "/terminal/robot-sales", name: t("robot_sales.title") },
        { to: "/terminal/reports", name: t("reports.title") },
      ]}
    />
  );
}

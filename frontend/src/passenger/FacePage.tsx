import "./messages";

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { base } from "../api/client";
import { currentLanguage } from "../i18n";
import { Button } from "../shared/Button";
import { useFormats } from "../shared/format";
import { Notice } from "../shared/Notice";
import { Question } from "../shared/Question";
import { ServerFailed } from "../shared/ServerFailed";
import { usePageTitle } from "../shared/usePageTitle";
import { useRefresh } from "../shared/useRefresh";
import { Waiting } from "../shared/Waiting";
import styles from "./FacePage.module.css";
import { GiveFace } from "./GiveFace";

const ME = "/users/me";

function Withdraw({ onDone }: { onDone: () => void }): React.JSX.Element {
  const { t } = useTranslation("passenger");
  const [isAsking, setAsking] = useState(false);
  const withdrawing = base.useMutation("delete", "/users/me/face", { onSuccess: onDone });
  return (
    <>
      <Button
        kind="danger"
        onClick={() => {
          setAsking(true);
        }}
      >
        {t("face.withdraw.action")}
      </Button>
      <Question
        title={t("face.withdraw.sure")}
        yes={t("face.withdraw.yes")}
        no={t("face.withdraw.no")}
        isOpen={isAsking}
        isPending={withdrawing.isPending}
        failure={withdrawing.isError ? t("data.failed") : undefined}
        onYes={() => {
          withdrawing.mutate({});
        }}
        onNo={() => {
          setAsking(false);
        }}
      >
        <p>{t("face.withdraw.text")}</p>
      </Question>
    </>
  );
}

/** To be recognised on board: given with consent, and taken back at any time. */
export function FacePage(): React.JSX.Element {
  const { t, i18n } = useTranslation("passenger");
  const { moment } = useFormats();
  const refresh = useRefresh();
  const me = base.useQuery("get", ME);
  const text = base.useQuery("get", "/users/face_consent");
  usePageTitle(t("face.title"));
  if (me.isPending || text.isPending) return <Waiting />;
  if (me.data === undefined || text.data === undefined) {
    return <ServerFailed again={() => void Promise.all([me.refetch(), text.refetch()])} />;
  }
  const given = me.data.face_consent;
  const load = (): void => void refresh(ME);
  const words = text.data.text;
  const consent = {
    version: text.data.version,
    text: words[currentLanguage(i18n)] ?? Object.values(words)[0] ?? "",
  };
  return (
    <div className={styles["page"]}>
      <p>
        <Link to="/my-data">{t("face.back")}</Link>
      </p>
      <h1>{t("face.title")}</h1>
      <p>{t("face.text")}</p>
      {given === null ? (
        <GiveFace consent={consent} onGiven={load} />
      ) : (
        <>
          <Notice kind="good">{t("face.known", { time: moment(given.given_at) })}</Notice>
          <Withdraw onDone={load} />
        </>
      )}
    </div>
  );
}

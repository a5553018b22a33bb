import "./messages";

import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { base } from "../api/client";
import { currentLanguage } from "../i18n";
import { passengerSignIn, staffSignIn } from "../session/api";
import { useMe } from "../session/useMe";
import { usePageTitle } from "../shared/usePageTitle";
import { localPage, messageOf } from "./errors";
import styles from "./SignInPage.module.css";
import { StaffForm } from "./StaffForm";

/** Passengers go to the identity provider, which sends them back here when it fails. */
export function SignInPage(): React.JSX.Element {
  const { t, i18n } = useTranslation("signIn");
  const language = currentLanguage(i18n);
  const [query] = useSearchParams();
  const { data: me } = useMe();
  const { data: options } = base.useQuery("get", "/auth/options");
  const next = localPage(query.get("next"));
  const error = query.get("error");
  usePageTitle(t("title"));
  return (
    <div className={styles["page"]}>
      <h1>{t("title")}</h1>
      {error !== null && (
        <p role="alert" className={styles["error"]}>
          {t(messageOf(error))}
        </p>
      )}
      {me && <p role="status">{t("signed_in", { name: me.name })}</p>}
      <div className={styles["ways"]}>
        <section className={styles["way"]} aria-labelledby="for-passengers">
          <h2 id="for-passengers">{t("passenger.title")}</h2>
          <p>{t("passenger.text")}</p>
          <a href={passengerSignIn(next, language)} className={styles["action"]}>
            {t("passenger.action")}
          </a>
        </section>
        <section className={styles["way"]} aria-labelledby="for-staff">
          <h2 id="for-staff">{t("staff.title")}</h2>
          <p>{t("staff.text")}</p>
          <StaffForm next={next} />
          {options?.staff_by_provider === true && (
            <p>
              <a href={staffSignIn(next, language)}>{t("staff.by_provider")}</a>
            </p>
          )}
        </section>
      </div>
    </div>
  );
}

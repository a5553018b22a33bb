import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { currentLanguage } from "../i18n";
import { LOCALES } from "../i18n/languages";
import { CopyButton } from "../shared/CopyButton";
import { type DebugLogin, useDebugData } from "./debugData";
import styles from "./DebugLogins.module.css";
import { Section } from "./Section";
import { useServerLine } from "./useServerLine";

function LoginCard({
  entry,
  term,
  children,
}: {
  entry: Pick<DebugLogin, "login" | "password">;
  term: string;
  children: ReactNode;
}): React.JSX.Element {
  const { t } = useTranslation("start");
  return (
    <li className={styles["card"]}>
      <dl className={styles["pairs"]}>
        <dt>{t("debug.login")}</dt>
        <dd>
          <code>{entry.login}</code>
        </dd>
        <dt>{t("debug.password")}</dt>
        <dd className={styles["password"]}>
          <code>{entry.password}</code>
          <CopyButton text={entry.password} what={`${t("debug.password")} ${entry.login}`} />
        </dd>
        <dt>{term}</dt>
        <dd className={styles["privileges"]}>{children}</dd>
      </dl>
    </li>
  );
}

/** Shown only on a development stack whose debug data is loaded. */
export function DebugLogins(): React.JSX.Element | null {
  const { t, i18n } = useTranslation("start");
  const { isDevelopment } = useServerLine();
  const data = useDebugData({ enabled: isDevelopment });
  if (data === null) return null;
  const format = new Intl.DateTimeFormat(LOCALES[currentLanguage(i18n)], {
    dateStyle: "long",
    timeStyle: "short",
  });
  return (
    <Section
      title={t("debug.title")}
      aside={
        data.loadedAt !== null && (
          <p className={styles["time"]}>
            {t("debug.loaded_at", { time: format.format(data.loadedAt) })}
          </p>
        )
      }
    >
      <p className={styles["text"]}>{t("debug.text")}</p>
      <ul className={styles["grid"]}>
        {data.logins.map((entry) => (
          <LoginCard key={entry.login} entry={entry} term={t("debug.privileges")}>
            {entry.privileges.length === 0
              ? t("debug.no_privileges")
              : entry.privileges.map((privilege) => <code key={privilege}>{privilege}</code>)}
          </LoginCard>
        ))}
        {data.passengers.map((entry) => (
          <LoginCard key={entry.login} entry={entry} term={t("debug.passenger")}>
            {entry.name}
          </LoginCard>
        ))}
        {data.providerStaff.map((entry) => (
          <LoginCard key={entry.login} entry={entry} term={t("debug.role")}>
            {entry.roles.map((role) => (
              <code key={role}>{role}</code>
            ))}
            <span className={styles["text"]}>{t("debug.by_provider")}</span>
          </LoginCard>
        ))}
      </ul>
    </Section>
  );
}

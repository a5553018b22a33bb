import "./messages";

import { useTranslation } from "react-i18next";
import { Navigate, useLocation } from "react-router";

import type { components } from "../api/generated/base";
import { CopyButton } from "../shared/CopyButton";
import { usePageTitle } from "../shared/usePageTitle";
import styles from "./MyDataPage.module.css";

export type NewReceipt = components["schemas"]["NewReceipt"];

const KINDS = [
  "name",
  "sessions",
  "identity_links",
  "face_consents",
  "incident_participants",
  "ticket_codes",
  "face",
  "audit_details",
  "user_id",
  "tickets",
  "purchases",
] as const;

/** The receipt is for programs, too: it names what it lists by codes. */
function wordOf(what: string): `data.receipt.what.${(typeof KINDS)[number] | "other"}` {
  return `data.receipt.what.${KINDS.find((kind) => kind === what) ?? "other"}`;
}

function Word({ name, value }: { name: string; value: string }): React.JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={styles["word"]}>
        <code>{value}</code>
        <CopyButton text={value} what={name} />
      </dd>
    </div>
  );
}

/** The proof of an erasure, which the browser keeps for as long as this page is open. */
export function ReceiptPage(): React.JSX.Element {
  const { t } = useTranslation("passenger");
  const receipt = useLocation().state as NewReceipt | null;
  usePageTitle(t("data.receipt.title"));
  if (receipt === null) return <Navigate to="/" replace />;
  return (
    <div className={styles["page"]}>
      <h1>{t("data.receipt.title")}</h1>
      <section className={styles["part"]}>
        <p>{t("data.receipt.text")}</p>
        <dl className={styles["words"]}>
          <Word name={t("data.receipt.number")} value={receipt.id} />
          <Word name={t("data.receipt.key")} value={receipt.secret} />
        </dl>
        <h2>{t("data.receipt.removed")}</h2>
        <ul>
          {receipt.removed.map((one) => (
            <li key={`${one.server} ${one.what}`}>
              {t(wordOf(one.what))}
              {one.state === "PENDING" && ` (${t("data.receipt.pending")})`}
            </li>
          ))}
        </ul>
        <h2>{t("data.receipt.kept")}</h2>
        <ul>
          {receipt.kept.map((one) => (
            <li key={`${one.server} ${one.what}`}>{t(wordOf(one.what))}</li>
          ))}
        </ul>
      </section>
    </div>
  );
}

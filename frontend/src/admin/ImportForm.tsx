import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import type { components } from "../api/generated/base";
import { Button } from "../shared/Button";
import { Choice } from "../shared/Choice";
import fields from "../shared/Field.module.css";
import { Notice } from "../shared/Notice";
import { useRequestKey } from "../shared/requestKey";
import { Refused } from "../staff/Refused";
import styles from "./Forms.module.css";
import { ImportFaults } from "./ImportFaults";
import { IssuedCodes } from "./IssuedCodes";
import { KINDS } from "./transfer";

type Answer = components["schemas"]["ImportAnswer"];
type Kind = (typeof KINDS)[number];

function useImport() {
  const key = useRequestKey();
  const looking = base.useMutation("post", "/admin/import/{kind}");
  const importing = base.useMutation("post", "/admin/import/{kind}");
  const request = (kind: Kind, text: string, isDry: boolean) => ({
    params: {
      path: { kind },
      query: { dry_run: isDry },
      ...(!isDry && key([kind, text])),
    },
    body: text,
    // It is text already, and not to become a JSON string.
    bodySerializer: (body: unknown) => String(body),
    headers: { "Content-Type": "text/csv" },
  });
  return {
    looking,
    importing,
    look: (kind: Kind, text: string) => {
      importing.reset();
      looking.mutate(request(kind, text, true));
    },
    begin: (kind: Kind, text: string) => {
      importing.mutate(request(kind, text, false));
    },
    reset: () => {
      looking.reset();
      importing.reset();
    },
  };
}

function Report({ answer }: { answer: Answer }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { rows, created, changed, total_errors: faults, dry_run: isDry } = answer;
  if (faults > 0) return <Notice kind="bad">{t("import.faulty", { rows, count: faults })}</Notice>;
  return (
    <Notice kind="good">
      {t(isDry ? "import.fine" : "import.done", { rows, created, changed })}
    </Notice>
  );
}

function Outcome({ answer }: { answer: Answer }): React.JSX.Element {
  return (
    <>
      <Report answer={answer} />
      {answer.errors.length > 0 && <ImportFaults faults={answer.errors} />}
      {answer.codes.length > 0 && <IssuedCodes codes={answer.codes} />}
    </>
  );
}

/** First the file is looked at; only what has no faults can be imported. */
export function ImportForm(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const id = useId();
  const [kind, setKind] = useState<Kind>("users");
  const [text, setText] = useState<string>();
  const { looking, importing, look, begin, reset } = useImport();
  const answer = importing.data ?? looking.data;
  const isFine = looking.data?.total_errors === 0 && importing.data === undefined;
  const take = async (file: File | undefined): Promise<void> => {
    reset();
    setText(await file?.text());
  };
  return (
    <>
      <p className={styles["soft"]}>{t("import.text")}</p>
      <div className={styles["row"]}>
        <Choice
          label={t("import.kind")}
          value={kind}
          options={KINDS.map((value) => ({ value, name: t(`nav.${value}`) }))}
          onChange={(value) => {
            reset();
            setKind(value);
          }}
        />
        <div className={fields["field"]}>
          <label htmlFor={id}>{t("import.file")}</label>
          <input
            id={id}
            type="file"
            accept=".csv,text/csv"
            onChange={({ target }) => void take(target.files?.[0])}
          />
        </div>
      </div>
      <div className={styles["buttons"]}>
        <Button
          kind="quiet"
          disabled={text === undefined || looking.isPending}
          onClick={() => {
            look(kind, text ?? "");
          }}
        >
          {t("import.look")}
        </Button>
        <Button
          disabled={!isFine || importing.isPending}
          onClick={() => {
            begin(kind, text ?? "");
          }}
        >
          {t(importing.isPending ? "import.running" : "import.begin")}
        </Button>
      </div>
      <Refused error={importing.error ?? looking.error} />
      {answer !== undefined && <Outcome answer={answer} />}
    </>
  );
}

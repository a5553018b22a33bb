import { useMutation } from "@tanstack/react-query";
import { use, useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "../shared/Button";
import { Block } from "./Block";
import { CodeSample } from "./CodeSample";
import type { OpenApiDocument, Operation } from "./openapi";
import { exampleBody, needsSession } from "./request";
import { send, type TrialResult } from "./send";
import { TextBox } from "./TextBox";
import { TokenContext } from "./token";
import styles from "./TryIt.module.css";

interface TryItProps {
  operation: Operation;
  document: OpenApiDocument;
}

function Result({ result }: { result: TrialResult }): React.JSX.Element {
  const { t } = useTranslation("docs");
  if (result.kind !== "answer") return <p className={styles["bad"]}>{t(`try.${result.kind}`)}</p>;
  const { status, milliseconds, body } = result;
  const label = t("try.answer", { status, milliseconds });
  if (body === "") return <p>{`${label}. ${t("try.empty")}`}</p>;
  return <CodeSample label={label} text={body} />;
}

export function TryIt({ operation, document }: TryItProps): React.JSX.Element {
  const { t } = useTranslation("docs");
  const [token, setToken] = use(TokenContext);
  const [values, setValues] = useState<Record<string, string>>({});
  const [body, setBody] = useState(() => exampleBody(document, operation) ?? "");
  const trial = useMutation({
    mutationFn: () => send(operation, { values, token: token.trim(), body: body.trim() }),
  });
  return (
    <Block title={t("try.title")}>
      <p className={styles["text"]}>{t("try.text")}</p>
      <form
        className={styles["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          trial.mutate();
        }}
      >
        {needsSession(document, operation) && (
          <TextBox label={t("try.token")} value={token} onChange={setToken} />
        )}
        {(operation.parameters ?? []).map(({ name, in: place, required }) => (
          <TextBox
            key={`${place} ${name}`}
            label={name}
            isRequired={required === true}
            value={values[name] ?? ""}
            onChange={(value) => {
              setValues({ ...values, [name]: value });
            }}
          />
        ))}
        {operation.requestBody !== undefined && (
          <TextBox label={t("try.body")} value={body} onChange={setBody} isLong />
        )}
        <Button type="submit" disabled={trial.isPending}>
          {t(trial.isPending ? "try.sending" : "try.send")}
        </Button>
      </form>
      <div aria-live="polite">{trial.data !== undefined && <Result result={trial.data} />}</div>
    </Block>
  );
}

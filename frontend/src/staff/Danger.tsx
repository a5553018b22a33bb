import "./messages";

import { useState } from "react";
import { useTranslation } from "react-i18next";

import { codeOf } from "../api/client";
import { Button } from "../shared/Button";
import { Question } from "../shared/Question";
import { refusalOf } from "./refusals";

interface DangerProps {
  /** On the button, and on the answer that means yes. */
  action: string;
  question: string;
  /** What it leads to. */
  children: React.ReactNode;
  mutation: { isPending: boolean; error: unknown; reset: () => void };
  onYes: () => void;
}

/** A button for what cannot be undone: it asks once more. Whoever succeeds closes what it is in. */
export function Danger({
  action,
  question,
  children,
  mutation,
  onYes,
}: DangerProps): React.JSX.Element {
  const { t } = useTranslation(["staff", "common"]);
  const [isAsking, setAsking] = useState(false);
  const { error } = mutation;
  return (
    <>
      <Button
        kind="danger"
        onClick={() => {
          mutation.reset();
          setAsking(true);
        }}
      >
        {action}…
      </Button>
      <Question
        title={question}
        yes={action}
        no={t("common:action.cancel")}
        isOpen={isAsking}
        isPending={mutation.isPending}
        failure={error === null || error === undefined ? undefined : t(refusalOf(codeOf(error)))}
        onYes={onYes}
        onNo={() => {
          setAsking(false);
        }}
      >
        {children}
      </Question>
    </>
  );
}

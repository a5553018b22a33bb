import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "./Button";

const SHOWN_MS = 2000;

function CopyIcon({ isCopied }: { isCopied: boolean }): React.JSX.Element {
  return (
    <svg viewBox="0 0 20 20" width="1.1rem" height="1.1rem" aria-hidden="true" focusable="false">
      <path
        d={isCopied ? "M4 10.5 8.2 15 16 6" : "M7.5 7.5h9v9h-9zM4.5 12.5h-1v-9h9v1"}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

interface CopyButtonProps {
  text: string;
  /** What is copied, in the reader's language, when the text itself says too little. */
  what?: string;
}

export function CopyButton({ text, what }: CopyButtonProps): React.JSX.Element {
  const { t } = useTranslation();
  const [isCopied, setIsCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => {
      setIsCopied(false);
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isCopied]);

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
  }

  return (
    <Button
      kind="icon"
      title={t("copy.action")}
      aria-label={isCopied ? t("copy.copied") : t("copy.of", { what: what ?? text })}
      onClick={() => {
        void copy();
      }}
    >
      <CopyIcon isCopied={isCopied} />
    </Button>
  );
}

import { useEffect, useEffectEvent, useState } from "react";

import { Field } from "./Field";

const PAUSE_MS = 350;

interface SearchFieldProps {
  label: string;
  type?: "text" | "date";
  value: string;
  onChange: (value: string) => void;
}

/** A filter that is typed: the server is asked when the typing pauses. */
export function SearchField({
  label,
  type = "text",
  value,
  onChange,
}: SearchFieldProps): React.JSX.Element {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  // The address may change by itself: back, or a link.
  if (known !== value) {
    setKnown(value);
    setTyped(value);
  }
  const tell = useEffectEvent(() => {
    if (typed.trim() !== value) onChange(typed.trim());
  });
  useEffect(() => {
    const timer = setTimeout(() => {
      tell();
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [typed]);
  return <Field label={label} type={type} value={typed} onChange={setTyped} />;
}

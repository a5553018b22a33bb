import { useEffect, useEffectEvent, useState } from "react";

import { Field } from "./Field";
import { usePaused } from "./usePaused";

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
  const paused = usePaused(typed);
  const tell = useEffectEvent(() => {
    if (paused.trim() !== value) onChange(paused.trim());
  });
  useEffect(() => {
    tell();
  }, [paused]);
  return <Field label={label} type={type} value={typed} onChange={setTyped} />;
}

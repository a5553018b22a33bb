import { useRef } from "react";

export function newKey(): string {
  // Unlike randomUUID, also there where a terminal is served without TLS.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Keys for writes that may be sent again: the same body keeps its key, so that it is written once,
 * and another body gets another.
 */
export function useRequestKey(): (body: unknown) => { header: { "Idempotency-Key": string } } {
  const last = useRef({ text: "", key: "" });
  return (body) => {
    const text = JSON.stringify(body);
    if (last.current.text !== text) last.current = { text, key: newKey() };
    return { header: { "Idempotency-Key": last.current.key } };
  };
}

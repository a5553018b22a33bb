import type { Operation } from "./openapi";
import { addressOf, type ParameterValues } from "./request";

export interface Trial {
  values: ParameterValues;
  token: string;
  /** The body's text as typed; empty for none. */
  body: string;
}

export type TrialResult =
  | { kind: "answer"; status: number; milliseconds: number; body: string }
  | { kind: "bad_json" }
  | { kind: "no_answer" };

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function headersOf(operation: Operation, { token, body, values }: Trial): Headers {
  const headers = new Headers({ Accept: "application/json" });
  if (token !== "") headers.set("Authorization", `Bearer ${token}`);
  if (body !== "") headers.set("Content-Type", "application/json");
  for (const { name, in: place } of operation.parameters ?? []) {
    if (place === "header" && values[name]) headers.set(name, values[name]);
  }
  return headers;
}

/** Sends the request as typed. Never rejects: each outcome has its kind. */
export async function send(operation: Operation, trial: Trial): Promise<TrialResult> {
  if (trial.body !== "" && !isJson(trial.body)) return { kind: "bad_json" };
  const start = performance.now();
  try {
    const response = await fetch(addressOf(operation, trial.values), {
      method: operation.method.toUpperCase(),
      headers: headersOf(operation, trial),
      ...(trial.body !== "" && { body: trial.body }),
    });
    const body = pretty(await response.text());
    const milliseconds = Math.round(performance.now() - start);
    return { kind: "answer", status: response.status, milliseconds, body };
  } catch {
    return { kind: "no_answer" };
  }
}

import createFetchClient, { type Client } from "openapi-fetch";
import createQueryClient, { type OpenapiQueryClient } from "openapi-react-query";

import type { paths as BasePaths } from "./generated/base";
import type { paths as StorePaths } from "./generated/store";
import { noteAge } from "../offline/seen";
import { csrfToken } from "./csrf";

// An erasure or an export asks every server.
const TIMEOUT_MS = 20_000;

/** Sends a request as somebody. */
export type Send = (request: Request) => Promise<Response>;

export function withDeadline(request: Request): Promise<Response> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(TIMEOUT_MS)]);
  return fetch(request, { signal });
}

/** The cookie goes along by itself; a write must show that our own page asks for it. */
async function asBrowser(request: Request): Promise<Response> {
  const token = csrfToken();
  if (token !== null) request.headers.set("X-CSRF-Token", token);
  const answer = await withDeadline(request);
  noteAge(request.url, answer);
  return answer;
}

/** A server behind the gateway, as its OpenAPI document types it. */
export function connect<Paths extends object>(
  prefix: string,
  send: Send = asBrowser,
): Client<Paths> {
  return createFetchClient<Paths>({
    baseUrl: window.location.origin + prefix,
    cache: "no-store",
    fetch: send,
  });
}

export const baseServer = connect<BasePaths>("/base_api");
export const storeServer = connect<StorePaths>("/store_api");

/** The same servers as queries and mutations of a component. */
export const base: OpenapiQueryClient<BasePaths> = createQueryClient(baseServer);
export const store: OpenapiQueryClient<StorePaths> = createQueryClient(storeServer);

/** What a server answered; its refusal is thrown. */
export function answerOf<Data>({ data, error }: { data?: Data; error?: unknown }): Data {
  if (data === undefined) throw error;
  return data;
}

/** The stable code of a refusal; `NO_ANSWER` where nothing came, or nothing of a server of ours. */
export function codeOf(error: unknown): string {
  // A timeout is an error with a code, too, but that is a number.
  const isOurs = typeof error === "object" && error !== null && "code" in error;
  return isOurs && typeof error.code === "string" ? error.code : "NO_ANSWER";
}

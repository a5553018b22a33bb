import createQueryClient, { type OpenapiQueryClient } from "openapi-react-query";

import { connect, withDeadline } from "../api/client";
import type { paths } from "../api/generated/store";
import { DeviceRefused, signIn, storedDevice, type Token } from "./device";

const MARGIN_MS = 60_000;

let session: Promise<Token> | null = null;

async function newToken(): Promise<Token> {
  const device = await storedDevice();
  if (device === null) throw new DeviceRefused("NO_KEY");
  return signIn(device);
}

export function forgetToken(): void {
  session = null;
}

/** One sign-in at a time, whoever waits for it; the next one when it is needed. */
async function currentToken(): Promise<string> {
  session ??= newToken();
  const known = session;
  try {
    const { value, goodUntil } = await known;
    if (goodUntil - MARGIN_MS > performance.now()) return value;
  } catch (error) {
    if (session === known) forgetToken();
    throw error;
  }
  if (session === known) session = newToken();
  return (await session).value;
}

/** What a stream of the terminal sends along. */
export async function authorization(): Promise<Record<string, string>> {
  return { Authorization: `Bearer ${await currentToken()}` };
}

async function asTerminal(request: Request): Promise<Response> {
  const again = request.clone();
  request.headers.set("Authorization", `Bearer ${await currentToken()}`);
  const response = await withDeadline(request);
  if (response.status !== 401) return response;
  // The session was ended before its time, by an administrator or with the platform's Redis.
  forgetToken();
  again.headers.set("Authorization", `Bearer ${await currentToken()}`);
  return withDeadline(again);
}

/** store_server, asked with the key of this terminal. */
export const terminalServer = connect<paths>("/store_api", asTerminal);
export const terminal: OpenapiQueryClient<paths> = createQueryClient(terminalServer);

import { del, get, set } from "idb-keyval";

import { baseServer, codeOf } from "../api/client";
import { base64Of, derSignature, pemOf } from "./encoding";

const STORED = "provodnik.terminal";
const ECDSA = { name: "ECDSA", namedCurve: "P-256" } as const;
const SIGNING = { name: "ECDSA", hash: "SHA-256" } as const;

/** The private key cannot leave the browser: only its handle is stored. */
export interface Device {
  id: string;
  /** The platform's name, pinned at the registration. */
  server: string;
  storeId: string;
  privateKey: CryptoKey;
}

/** Why this browser could not become, or sign in as, a terminal; `code` as the servers say it. */
export class DeviceRefused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export async function storedDevice(): Promise<Device | null> {
  return (await get<Device>(STORED)) ?? null;
}

export async function forgetDevice(): Promise<void> {
  await del(STORED);
}

/** Browsers have keys on pages with TLS, or of the machine itself, only. */
export function canHaveKey(): boolean {
  return window.isSecureContext;
}

/** Makes this browser a terminal of the store, for as long as it keeps its key. */
export async function register(storeId: string, login: string, password: string): Promise<Device> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(ECDSA, false, ["sign"]);
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", publicKey));
  const { data, error } = await baseServer.POST("/auth/store/register", {
    body: { store_id: storeId, login, password, public_key: pemOf(spki) },
  });
  if (data === undefined) throw new DeviceRefused(codeOf(error));
  const device: Device = { ...data, storeId, privateKey };
  await set(STORED, device);
  return device;
}

async function answerTo(
  device: Device,
  { challenge_id: id, challenge }: { challenge_id: string; challenge: string },
): Promise<string> {
  const text = ["provodnik-auth-v1", device.server, device.id, id, challenge].join("|");
  const signed = await crypto.subtle.sign(
    SIGNING,
    device.privateKey,
    new TextEncoder().encode(text),
  );
  return base64Of(derSignature(new Uint8Array(signed)));
}

export interface Token {
  value: string;
  /** On the clock of `performance.now()`, which nobody sets. */
  goodUntil: number;
}

/** Proves the key to the platform that was pinned, and to no other. */
export async function signIn(device: Device): Promise<Token> {
  const asked = await baseServer.POST("/auth/challenge", {
    body: { device_id: device.id, method: "sign" },
  });
  if (asked.data === undefined) throw new DeviceRefused(codeOf(asked.error));
  if (asked.data.server !== device.server) throw new DeviceRefused("OTHER_PLATFORM");
  const body = {
    challenge_id: asked.data.challenge_id,
    answer: await answerTo(device, asked.data),
  };
  const { data, error } = await baseServer.POST("/auth/token", { body });
  if (data === undefined) throw new DeviceRefused(codeOf(error));
  return { value: data.access_token, goodUntil: performance.now() + data.expires_in * 1000 };
}

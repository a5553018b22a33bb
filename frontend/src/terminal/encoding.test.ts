import { createPublicKey, verify } from "node:crypto";

import { describe, expect, it } from "vitest";

import { derSignature, pemOf } from "./encoding";

const ECDSA = { name: "ECDSA", namedCurve: "P-256" };
const SIGNING = { name: "ECDSA", hash: "SHA-256" };

describe("a signature of the browser", () => {
  it("is one that others can verify", async () => {
    const { publicKey, privateKey } = await crypto.subtle.generateKey(ECDSA, false, ["sign"]);
    const pem = pemOf(new Uint8Array(await crypto.subtle.exportKey("spki", publicKey)));
    const text = new TextEncoder().encode("provodnik");
    // Integers that begin with a zero, or with a leading bit, come up every other time.
    for (let round = 0; round < 50; round++) {
      const raw = new Uint8Array(await crypto.subtle.sign(SIGNING, privateKey, text));
      expect(verify("sha256", text, createPublicKey(pem), derSignature(raw))).toBe(true);
    }
  });

  it("has integers without needless zeros, as DER wants", () => {
    const raw = new Uint8Array(64);
    raw[31] = 1;
    raw[32] = 0x80;
    const zeros = Array.from({ length: 31 }, () => 0);
    expect([...derSignature(raw)]).toEqual([0x30, 38, 2, 1, 1, 2, 33, 0, 0x80, ...zeros]);
  });

  it("has two parts of 32 bytes", () => {
    expect(() => derSignature(new Uint8Array(63))).toThrow(RangeError);
  });
});

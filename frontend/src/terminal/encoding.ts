/** Bytes as base64, which the platform's sign-in takes. */
export function base64Of(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

export function pemOf(publicKey: Uint8Array): string {
  const lines = base64Of(publicKey).match(/.{1,64}/g) ?? [];
  return ["-----BEGIN PUBLIC KEY-----", ...lines, "-----END PUBLIC KEY-----", ""].join("\n");
}

/** A positive DER integer: no needless zeros, and one before a leading bit. */
function derInteger(bytes: Uint8Array): number[] {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? [0] : [...bytes.slice(first)];
  if ((digits[0] ?? 0) >= 0x80) digits.unshift(0);
  return [0x02, digits.length, ...digits];
}

/**
 * An ECDSA P-256 signature as the platform wants it (ASN.1 DER, RFC 3279 section 2.2.3) from what
 * WebCrypto makes (r and s of 32 bytes each, IEEE P1363).
 */
export function derSignature(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  if (raw.length !== 64) throw new RangeError(`64 bytes are expected, not ${raw.length}`);
  const both = [...derInteger(raw.slice(0, 32)), ...derInteger(raw.slice(32))];
  return Uint8Array.from([0x30, both.length, ...both]);
}

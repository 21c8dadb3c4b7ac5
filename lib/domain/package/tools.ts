/** A package as it lies somewhere: a file on disk, or one that a person dropped onto a page. */
export interface ByteSource {
  /** Bytes. */
  size: number;
  /** Reads so many bytes from a place; both lie inside. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** SHA-256 while bytes come. */
export interface HashTool {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

/** Digests that time stamps are made with. */
export type DigestName = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';

/** A public key by which certificates and time stamps are signed: numbers by their octets, a point as it stands uncompressed in a key. */
export type PublicKey =
  | { kind: 'RSA'; modulus: Uint8Array; exponent: Uint8Array }
  | { kind: 'ECDSA'; curve: 'P-256' | 'P-384'; point: Uint8Array };

/** What verifying takes from where it runs: Node.js, or a browser without network. */
export interface VerifyTools {
  sha256(): HashTool;
  /** CRC-32 of bytes that follow those which came to `before` (0 at first). */
  crc32(bytes: Uint8Array, before: number): number;
  /** Unpacks raw deflate (RFC 1951) while it comes; throws where it is none, or where something follows it. */
  inflate(packed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  /** Whether this is the Ed25519 signature (RFC 8032) of a message by a public key of 32 bytes. */
  ed25519(signed: { key: Uint8Array; message: Uint8Array; signature: Uint8Array }): Promise<boolean>;
  digest(name: DigestName, bytes: Uint8Array): Uint8Array;
  /**
   * Whether this is a signature of a message by RSA with PKCS #1 v1.5 (RFC 8017) or by ECDSA (FIPS 186-5), the latter as its two numbers one
   * behind the other.
   */
  signs(signed: { key: PublicKey; digest: DigestName; message: Uint8Array; signature: Uint8Array }): boolean;
}

/** SHA-256 of bytes one after the other. */
export function sha256Of({ sha256 }: Pick<VerifyTools, 'sha256'>, ...parts: readonly Uint8Array[]): Uint8Array {
  const hash = sha256();
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Bytes as lower-case hexadecimal. */
export function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** The bytes of hexadecimal text; none of a text that is not such. */
export function bytesOfHex(text: string): Uint8Array {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) return new Uint8Array();
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(text.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}

/** The bytes of base64; none of a text that is not such. */
export function bytesOfBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

/** UTF-8 of a text. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Whether two stretches of bytes are the same. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** A public key or a certificate as people compare it: `SHA256:` and the base64, without padding, of SHA-256 over its bytes. */
export function fingerprintOf(tools: Pick<VerifyTools, 'sha256'>, bytes: Uint8Array): string {
  return `SHA256:${btoa(String.fromCharCode(...sha256Of(tools, bytes))).replaceAll('=', '')}`;
}

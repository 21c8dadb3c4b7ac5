import { p256, p384 } from '@noble/curves/nist.js';
import { hashes, verify } from '@noble/ed25519';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { PKCS1_SHA256, PKCS1_SHA384, PKCS1_SHA512 } from 'micro-rsa-dsa-dh/rsa.js';
import { type ByteSource, hexOf, type VerifyTools } from '#domain/package/tools';

// One path for all browsers, also those that sign nothing outside a secure context: none asks WebCrypto.
hashes.sha512 = sha512;

/** What verifying takes, as a page has it that may not ask any network. */
export const BROWSER_TOOLS: VerifyTools = {
  sha256: () => sha256.create(),
  crc32,
  inflate,
  ed25519: async ({ key, message, signature }) => {
    try {
      // By RFC 8032 to the letter, as the other verifiers do.
      return key.length === 32 && signature.length === 64 && verify(signature, message, key, { zip215: false });
    } catch {
      return false;
    }
  },
  digest: (name, bytes) => DIGESTS[name](bytes),
  signs: ({ key, digest, message, signature }) => {
    try {
      if (key.kind === 'RSA')
        return RSA[digest]?.verify({ n: numberOf(key.modulus), e: numberOf(key.exponent) }, message, signature) ?? false;
      const curve = key.curve === 'P-256' ? p256 : p384;
      return curve.verify(signature, DIGESTS[digest](message), key.point, { prehash: false, lowS: false });
    } catch {
      return false;
    }
  },
};

const DIGESTS = { 'SHA-1': sha1, 'SHA-256': sha256, 'SHA-384': sha384, 'SHA-512': sha512 } as const;
const RSA = { 'SHA-1': null, 'SHA-256': PKCS1_SHA256, 'SHA-384': PKCS1_SHA384, 'SHA-512': PKCS1_SHA512 } as const;

function numberOf(octets: Uint8Array): bigint {
  return BigInt(`0x${hexOf(octets)}`);
}

/** A file that a person chose; read by pieces, never as a whole. */
export function blobSource(file: Blob): ByteSource {
  return {
    size: file.size,
    read: async (offset, length) => new Uint8Array(await file.slice(offset, offset + length).arrayBuffer()),
  };
}

/** Unpacks through the browser; it refuses what follows the end by itself. */
async function* inflate(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = new DecompressionStream('deflate-raw');
  const writer = stream.writable.getWriter();
  let failure: unknown = null;
  const writing = (async () => {
    for await (const bytes of packed) await writer.write(new Uint8Array(bytes));
    await writer.close();
  })().catch(async (error: unknown) => {
    failure ??= error;
    await writer.abort(error).catch(() => undefined);
  });
  const reader = stream.readable.getReader();
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value as Uint8Array;
  } finally {
    await reader.cancel().catch(() => undefined);
    await writing;
  }
  if (failure !== null) throw failure;
}

/** The polynomial of CRC-32 (ISO 3309), reversed. */
const POLYNOMIAL = 0xedb88320;
const TABLE = Uint32Array.from({ length: 256 }, (_none, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array, before: number): number {
  let value = ~before >>> 0;
  for (const byte of bytes) value = (value >>> 8) ^ (TABLE[(value ^ byte) & 0xff] ?? 0);
  return ~value >>> 0;
}

import { hashes, verify } from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import type { ByteSource, VerifyTools } from '#domain/package/tools';

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
};

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

import { createHash, createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { readWhole } from '#domain/package/read-entry';
import type { ByteSource, PublicKey, VerifyTools } from '#domain/package/tools';
import { readEntries } from '#domain/package/zip-directory';

/** The manifest of a million files, and more. */
const SMALL_FILE_BYTES = 256 * 1024 * 1024;

/** What verifying takes, as Node.js has it. */
export const NODE_TOOLS: VerifyTools = {
  sha256: () => createHash('sha256'),
  crc32: (bytes, before) => crc32(bytes, before),
  inflate,
  ed25519: async ({ key, message, signature }) => {
    if (key.length !== 32 || signature.length !== 64) return false;
    const x = Buffer.from(key).toString('base64url');
    return verify(null, message, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }), signature);
  },
  digest: (name, bytes) => createHash(name.replace('-', '')).update(bytes).digest(),
  signs: ({ key, digest, message, signature }) => {
    try {
      const publicKey = createPublicKey({ key: jsonWebKey(key), format: 'jwk' });
      return verify(digest.replace('-', ''), message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
    } catch {
      // A point that is not on its curve is no key.
      return false;
    }
  },
};

function jsonWebKey(key: PublicKey): JsonWebKey {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
  if (key.kind === 'RSA') return { kty: 'RSA', n: text(key.modulus), e: text(key.exponent) };
  const half = (key.point.length - 1) / 2;
  return { kty: 'EC', crv: key.curve, x: text(key.point.subarray(1, 1 + half)), y: text(key.point.subarray(1 + half)) };
}

async function* inflate(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unpacking = createInflateRaw();
  let given = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const bytes of packed) {
      given += bytes.length;
      yield bytes;
    }
  };
  const source = Readable.from(counted(), { objectMode: false });
  source.on('error', (error) => unpacking.destroy(error));
  source.pipe(unpacking);
  try {
    for await (const bytes of unpacking) yield bytes as Buffer;
  } finally {
    source.destroy();
  }
  // What stands behind the end of the packed bytes is not unpacked, and nobody would miss it.
  if (unpacking.bytesWritten !== given) throw new Error('something follows the packed bytes');
}

/** A package on disk. */
export async function openPackageFile(path: string): Promise<ByteSource & { close(): Promise<void> }> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  return { size, read: (offset, length) => readExactly(file, offset, length), close: () => file.close() };
}

/** Small files of a package by their paths, in the order of the ZIP. @throws PackageUnreadable */
export async function readPackedFiles(file: string, wanted: (path: string) => boolean): Promise<Map<string, Uint8Array>> {
  const source = await openPackageFile(file);
  try {
    const found = new Map<string, Uint8Array>();
    for (const entry of await readEntries(source))
      if (wanted(entry.path)) found.set(entry.path, await readWhole(source, NODE_TOOLS, entry, SMALL_FILE_BYTES));
    return found;
  } finally {
    await source.close();
  }
}

async function readExactly(file: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(length);
  let at = 0;
  while (at < length) {
    const { bytesRead } = await file.read(bytes, at, length - at, offset + at);
    if (bytesRead === 0) throw new Error('the file ended while it was read');
    at += bytesRead;
  }
  return bytes;
}

import { createHash, type Hash } from 'node:crypto';

/** Bytes preceded by their length as a 32-bit integer in network order. */
function addPrefixed(hash: Hash, bytes: Uint8Array): void {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  hash.update(length).update(bytes);
}

/**
 * SHA-256 over the length-prefixed (key, item hash) of every item and fact; the twin of the database's `content_hash`.
 * Items must come in the byte order of their keys. Hashes go in and come out as lower-case hex.
 */
export function contentHash(items: Iterable<{ key: string; hash: string }>): string {
  const hash = createHash('sha256');
  for (const item of items) {
    addPrefixed(hash, Buffer.from(item.key, 'utf8'));
    addPrefixed(hash, Buffer.from(item.hash, 'hex'));
  }
  return hash.digest('hex');
}

/**
 * What a version is known by: its content, its number, its parent and what it was built from, so that versions form a
 * chain. The twin of the database's `version_hash`. `inputs` are content hashes; their order does not matter.
 */
export function versionHash(version: {
  contentHash: string;
  number: number;
  parentHash: string | null;
  inputs: readonly string[];
}): string {
  const hash = createHash('sha256');
  addPrefixed(hash, Buffer.from(version.contentHash, 'hex'));
  const number = Buffer.alloc(4);
  number.writeInt32BE(version.number);
  hash.update(number);
  addPrefixed(hash, Buffer.from(version.parentHash ?? '', 'hex'));
  // Hex digits sort as the bytes they stand for.
  for (const input of [...version.inputs].sort()) addPrefixed(hash, Buffer.from(input, 'hex'));
  return hash.digest('hex');
}

import { createHash, type Hash } from 'node:crypto';

/** Names the recipe of the hashes below; every version names it, and its hash covers the name. */
export const RECIPE = 'countersign/2';

/** An item or fact as the hashes see it; `hash` is lower-case hex, as every hash here. */
export interface HashedItem {
  key: string;
  hash: string;
}

/** Bytes preceded by their length as a 32-bit integer in network order. */
function addPrefixed(hash: Hash, bytes: Uint8Array): void {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  hash.update(length).update(bytes);
}

/** Whether a chunk ends before this item: the last three bits of its hash are clear. */
export function beginsChunk(hash: string): boolean {
  return (Number.parseInt(hash.slice(-2), 16) & 7) === 0;
}

/**
 * The digests of a content's chunks, in order: SHA-256 of 0x00 and the length-prefixed (key, item hash) of every item and fact of the
 * chunk. Items must come in the byte order of their keys. The twin of the database's `chunks_of`.
 */
export function chunkDigests(items: Iterable<HashedItem>): string[] {
  const digests: string[] = [];
  let chunk: Hash | null = null;
  for (const item of items) {
    if (chunk !== null && beginsChunk(item.hash)) {
      digests.push(chunk.digest('hex'));
      chunk = null;
    }
    chunk ??= createHash('sha256').update(Uint8Array.of(0));
    addPrefixed(chunk, Buffer.from(item.key, 'utf8'));
    addPrefixed(chunk, Buffer.from(item.hash, 'hex'));
  }
  return chunk === null ? digests : [...digests, chunk.digest('hex')];
}

/** SHA-256 of 0x01 and the digests of the chunks. Items must come in the byte order of their keys. The twin of the database's `content_hash`. */
export function contentHash(items: Iterable<HashedItem>): string {
  const hash = createHash('sha256').update(Uint8Array.of(1));
  for (const digest of chunkDigests(items)) hash.update(Buffer.from(digest, 'hex'));
  return hash.digest('hex');
}

/**
 * What a version is known by: the recipe, its content, its number, its parent and what it was built from, so that versions form a
 * chain. The twin of the database's `version_hash`. `inputs` are content hashes; their order does not matter.
 */
export function versionHash(version: {
  contentHash: string;
  number: number;
  parentHash: string | null;
  inputs: readonly string[];
}): string {
  const hash = createHash('sha256');
  addPrefixed(hash, Buffer.from(RECIPE, 'utf8'));
  addPrefixed(hash, Buffer.from(version.contentHash, 'hex'));
  const number = Buffer.alloc(4);
  number.writeInt32BE(version.number);
  hash.update(number);
  addPrefixed(hash, Buffer.from(version.parentHash ?? '', 'hex'));
  // Hex digits sort as the bytes they stand for.
  for (const input of [...version.inputs].sort()) addPrefixed(hash, Buffer.from(input, 'hex'));
  return hash.digest('hex');
}

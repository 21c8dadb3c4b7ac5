import { createHash, type Hash, hash } from 'node:crypto';

/** The recipe of every record: what is hashed, and how (docs/record-format.md). */
export const RECORD_RECIPE = 'countersign/2';

/** A chunk ends before an item whose hash ends in these bits: one in eight. */
const BOUNDARY_BITS = 7;

/** Bytes preceded by their length as a 32-bit integer in network order. */
function prefixed(bytes: Uint8Array): Buffer {
  const out = Buffer.alloc(4 + bytes.length);
  out.writeUInt32BE(bytes.length);
  out.set(bytes, 4);
  return out;
}

/** The row of an item in a chunk: its key (UTF-8) and its hash, each preceded by its length. */
export function contentRow(key: string, itemHash: Uint8Array): Buffer {
  const length = Buffer.byteLength(key, 'utf8');
  const row = Buffer.allocUnsafe(4 + length + 4 + itemHash.length);
  row.writeUInt32BE(length);
  row.write(key, 4, 'utf8');
  row.writeUInt32BE(itemHash.length, 4 + length);
  row.set(itemHash, 4 + length + 4);
  return row;
}

/**
 * Content hash of recipe `countersign/2`, item by item in the byte order of their keys. Rows are gathered in chunks; a chunk ends
 * before an item whose hash has its last three bits at zero, so that the chunks follow from the content alone. A chunk's digest is
 * SHA-256 of 0x00 and its rows; the content hash SHA-256 of 0x01 and the digests.
 */
export class ContentHasher {
  private chunk = Buffer.alloc(4096);
  private used = 1;
  private readonly root: Hash = createHash('sha256').update(Buffer.of(1));

  /** Adds an item: its row (`contentRow`), and the last byte of its hash. */
  add(row: Uint8Array, lastByte: number): void {
    if ((lastByte & BOUNDARY_BITS) === 0 && this.used > 1) this.endChunk();
    if (this.used + row.length > this.chunk.length) this.chunk = Buffer.concat([this.chunk, Buffer.alloc(this.chunk.length + row.length)]);
    this.chunk.set(row, this.used);
    this.used += row.length;
  }

  /** The content hash of what was added; nothing can be added afterwards. */
  digest(): Buffer {
    if (this.used > 1) this.endChunk();
    return this.root.digest();
  }

  private endChunk(): void {
    // The first byte is the 0x00 that tells a chunk from the root.
    this.root.update(hash('sha256', this.chunk.subarray(0, this.used), 'buffer'));
    this.used = 1;
  }
}

/**
 * Version hash of recipe `countersign/2`: what a version is known by is its content, its number, its parent and what it was built
 * from. `inputs` are content hashes; their order does not matter.
 */
export function versionHash(version: {
  contentHash: Uint8Array;
  number: number;
  parentHash: Uint8Array | null;
  inputs: readonly Uint8Array[];
}): Buffer {
  const number = Buffer.alloc(4);
  number.writeInt32BE(version.number);
  const sum = createHash('sha256')
    .update(prefixed(Buffer.from(RECORD_RECIPE, 'utf8')))
    .update(prefixed(version.contentHash))
    .update(number)
    .update(prefixed(version.parentHash ?? new Uint8Array()));
  for (const input of [...version.inputs].sort(Buffer.compare)) sum.update(prefixed(input));
  return sum.digest();
}

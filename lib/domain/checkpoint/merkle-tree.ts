import { createHash } from 'node:crypto';

/** Bytes of a hash in the tree. */
const HASH_BYTES = 32;

/**
 * The right edge of a Merkle tree (RFC 6962, section 2.1): the roots of the perfect subtrees that its leaves fill, the
 * largest first. Their sizes are the powers of two that add up to `size`, so the next leaf needs nothing else.
 */
export interface Frontier {
  size: number;
  /** Hashes of 32 bytes each. */
  roots: readonly Buffer[];
}

export const EMPTY_TREE: Frontier = { size: 0, roots: [] };

/** Hash of a leaf: SHA-256 over 0x00 and its bytes (RFC 6962, section 2.1). */
export function leafHash(data: Uint8Array): Buffer {
  return createHash('sha256').update(Buffer.of(0)).update(data).digest();
}

function nodeHash(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();
}

/** The tree with one more leaf, given by its hash; merges as many subtrees as the old size has trailing ones in binary. */
export function withLeaf({ size, roots }: Frontier, leaf: Buffer): Frontier {
  const grown = [...roots];
  let node = leaf;
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
    const left = grown.pop();
    if (!left) throw new Error(`a tree of ${size} leaves needs more subtrees than ${roots.length}`);
    node = nodeHash(left, node);
  }
  grown.push(node);
  return { size: size + 1, roots: grown };
}

/** Root of the tree; of the empty one SHA-256 over nothing (RFC 6962, section 2.1). */
export function rootOf({ roots }: Frontier): Buffer {
  const last = roots.at(-1);
  if (!last) return createHash('sha256').digest();
  return roots.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

/** The frontier's hashes one after the other, as a row keeps them. */
export function frontierBytes({ roots }: Frontier): Buffer {
  return Buffer.concat(roots);
}

/** Reads what `frontierBytes` wrote. Null where the bytes are not as many hashes as a tree of this size has subtrees. */
export function readFrontier(size: number, bytes: Uint8Array): Frontier | null {
  if (bytes.length !== subtrees(size) * HASH_BYTES) return null;
  const whole = Buffer.from(bytes);
  const roots = Array.from({ length: subtrees(size) }, (_none, n) => whole.subarray(n * HASH_BYTES, (n + 1) * HASH_BYTES));
  return { size, roots };
}

/** How many perfect subtrees a tree of this size consists of: the ones of its binary form. */
function subtrees(size: number): number {
  return [...size.toString(2)].filter((digit) => digit === '1').length;
}

import { createHash, type Hash } from 'node:crypto';

function lengthPrefixed(hash: Hash, text: string): void {
  hash.update(`${Buffer.byteLength(text, 'utf8')}:`).update(text, 'utf8');
}

/**
 * Hash of one record: SHA-256 over its fields in the file's order, each as `<bytes>:<text>`, a field the file leaves
 * without a value as `-`. Lower-case hex.
 */
export function rowHash(fields: readonly (string | null)[]): string {
  const hash = createHash('sha256');
  for (const field of fields) {
    if (field === null) hash.update('-');
    else lengthPrefixed(hash, field);
  }
  return hash.digest('hex');
}

/** SHA-256 over `<bytes>:<key>` and `64:<row hash>` of every record; records must come ascending by the key's bytes. */
export class PopulationHash {
  private readonly hash = createHash('sha256');
  private count = 0;

  add(key: string, row: string): void {
    lengthPrefixed(this.hash, key);
    lengthPrefixed(this.hash, row);
    this.count += 1;
  }

  /** Adds records that were length-prefixed already, in their order. */
  addPrefixed(records: readonly string[]): void {
    this.hash.update(records.join(''), 'utf8');
    this.count += records.length;
  }

  /** How many records were added. */
  get records(): number {
    return this.count;
  }

  hex(): string {
    return this.hash.copy().digest('hex');
  }
}

/** SHA-256 over length-prefixed keys in the order given: what a draw's outcome is compared by. */
export function keysHash(keys: readonly string[]): string {
  const hash = createHash('sha256');
  for (const key of keys) lengthPrefixed(hash, key);
  return hash.digest('hex');
}

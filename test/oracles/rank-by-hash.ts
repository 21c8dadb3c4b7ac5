import { rankHash } from '#domain/sampling/hash-rank';
import { compareBytes } from './compare-bytes';

export interface Ranked {
  key: string;
  hash: string;
}

/** Records in hash rank: ascending hash, ties by key. */
export function rankByHash(seed: string, records: readonly { key: string; keyTexts: readonly string[] }[]): Ranked[] {
  return records
    .map(({ key, keyTexts }) => ({ key, hash: rankHash(seed, keyTexts) }))
    .sort((a, b) => compareBytes(a.hash, b.hash) || compareBytes(a.key, b.key));
}

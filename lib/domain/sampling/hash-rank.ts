import { createHash } from 'node:crypto';

/** Name and version of the selection rule; a change of the rule is a new name, never a changed meaning. */
export const HASH_RANK = 'hash-rank/1';

/** RFC 8785 of an array of strings: JSON.stringify escapes exactly what the standard does where no surrogate stands alone. */
export function keyTextsJson(keyTexts: readonly string[]): string {
  return JSON.stringify(keyTexts);
}

/** SHA-256(UTF-8 seed ‖ 0x0A ‖ RFC 8785 array of the key texts), lower-case hex (domain.md, "4 Sample Selection"). */
export function rankHash(seed: string, keyTexts: readonly string[]): string {
  return createHash('sha256')
    .update(`${seed}\n${keyTextsJson(keyTexts)}`, 'utf8')
    .digest('hex');
}

/**
 * For each excluded key the next rank that is neither in the draw, nor excluded, nor given out before: one replacement an
 * exclusion, in the order given, while ranks last.
 */
export function nextRanks(
  ranked: readonly string[],
  drawn: ReadonlySet<string>,
  excluded: readonly string[],
): { excluded: string; by: string }[] {
  const gone = new Set([...drawn, ...excluded]);
  const pairs: { excluded: string; by: string }[] = [];
  let at = 0;
  for (const key of excluded) {
    while (at < ranked.length && gone.has(ranked[at] ?? '')) at += 1;
    const by = ranked[at];
    if (by === undefined) break;
    pairs.push({ excluded: key, by });
    at += 1;
  }
  return pairs;
}

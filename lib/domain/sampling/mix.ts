import { largestRemainder } from './largest-remainder';

/** Per cent of a mixed sample; whole numbers that add up to 100. */
export interface MixShares {
  clean: number;
  anomaly: number;
  boundary: number;
}

/** The default mix (domain.md, "4 Sample Selection"). */
export const DEFAULT_SHARES: MixShares = { clean: 30, anomaly: 50, boundary: 20 };

/** Why shares make no mix, in words; null where they do. */
export function sharesProblem({ clean, anomaly, boundary }: MixShares): string | null {
  if ([clean, anomaly, boundary].some((share) => !Number.isInteger(share) || share < 0)) return 'Shares are whole percentages.';
  return clean + anomaly + boundary === 100 ? null : `The shares add up to ${clean + anomaly + boundary} %, not to 100 %.`;
}

/** Whole counts of a mix by largest remainder; they add up to `size`. */
export function mixSizes(size: number, { clean, anomaly, boundary }: MixShares): MixShares {
  const [forAnomaly = 0, forClean = 0, forBoundary = 0] = largestRemainder(size, [anomaly, clean, boundary]);
  return { clean: forClean, anomaly: forAnomaly, boundary: forBoundary };
}

/**
 * Takes `count` keys from lists in turn: the first key of each list that nobody took, list after list, round after round,
 * until there are enough or all lists are used up. Keys of `taken` are passed over and new ones added to it.
 */
export function takeInTurn(lists: readonly (readonly string[])[], count: number, taken: Set<string>): { key: string; list: number }[] {
  const next = lists.map(() => 0);
  const picked: { key: string; list: number }[] = [];
  for (let before = -1; picked.length < count && before !== picked.length; ) {
    before = picked.length;
    for (const [list, keys] of lists.entries()) {
      if (picked.length === count) break;
      let at = next[list] ?? 0;
      while (at < keys.length && taken.has(keys[at] ?? '')) at += 1;
      next[list] = at + 1;
      const key = keys[at];
      if (key === undefined) continue;
      taken.add(key);
      picked.push({ key, list });
    }
  }
  return picked;
}

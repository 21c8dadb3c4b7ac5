import type { PhaseName } from '#domain/phase/phase-names';
import { phaseDefinition } from '#domain/phases/registry';
import type { Guard } from './guard.queries';

/** Puts pseudonyms in what somebody wrote about the item of a key. */
export type ShowWords = (key: string, words: string) => string;

/**
 * What people wrote about items as somebody may read it: a pseudonym in place of the item's key, and of the key of the record that it is about.
 * Whoever may read the keys may have written them.
 */
export async function showWords({ items, records }: Guard, phase: PhaseName, keys: Iterable<string>): Promise<ShowWords> {
  const { recordOf = () => null } = phaseDefinition(phase);
  const named = [...new Set(keys)];
  const [showKey, showRecord] = await Promise.all([items.shown(named), records.shown(named.flatMap((key) => recordOf(key) ?? []))]);
  return (key, words) => {
    const shown = words.replaceAll(key, () => showKey(key));
    const record = recordOf(key);
    return record === null ? shown : shown.replaceAll(record, () => showRecord(record));
  };
}

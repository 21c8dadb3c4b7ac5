import { formatCount } from '#components/ui/count-chips';
import type { ItemFilter } from '#domain/item/item-filter';
import type { Addition } from './stored-draft';

export type AskedBy = 'filter' | 'key';

interface ProblemContext {
  by: AskedBy;
  ready: boolean;
  wanted: number;
  /** Records left to take; null while not known. */
  available: number | null;
  missing: number;
  reason: string;
}

/** Why the records cannot be asked for as the form stands; null where they can. */
export function problemOf({ by, ready, wanted, available, missing, reason }: ProblemContext): string | null {
  if (!ready) return by === 'filter' ? 'Add at least one condition.' : 'Enter at least one key.';
  if (!Number.isInteger(wanted) || wanted < 1) return 'Ask for at least one.';
  if (missing > 0) return 'Some of these keys are not in the population.';
  if (available === null) return 'The records are still being counted.';
  if (wanted > available) return `Only ${formatCount(available)} can be taken; ask for no more than that.`;
  return reason.trim() === '' ? 'Give a reason.' : null;
}

interface AdditionContext {
  by: AskedBy;
  filter: ItemFilter;
  keys: readonly string[];
  wanted: number;
  reason: string;
  words: string;
}

/** The additions as they go into the review: one a key, or one for all that a filter asks for. */
export function additionsOf({ by, filter, keys, wanted, reason, words }: AdditionContext): Addition[] {
  if (by === 'key') return keys.map((itemKey) => ({ id: crypto.randomUUID(), itemKey, reason, words: itemKey }));
  return [{ id: crypto.randomUUID(), filter, count: wanted, reason, words: `${formatCount(wanted)} more where ${words}` }];
}

import { diffWordsWithSpace } from 'diff';

/** A stretch of a text: kept, taken out or put in. */
export interface WordChange {
  kind: 'kept' | 'out' | 'in';
  text: string;
}

/** Texts of fewer words are shown whole, before and after. */
const FEW_WORDS = 5;
/** Stretches beyond so many, or changes in more words, read worse than the two texts. */
const MOST_STRETCHES = 40;
const MOST_EDITS = 400;
/** The least share of the longer text that must have stayed. */
const LEAST_KEPT = 0.3;

/** What changed between two texts, word by word; null where the two whole texts are easier to read. */
export function wordChanges(before: string, after: string): readonly WordChange[] | null {
  if (wordCount(before) < FEW_WORDS || wordCount(after) < FEW_WORDS) return null;
  const stretches = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS });
  if (stretches === undefined || stretches.length > MOST_STRETCHES) return null;
  const kept = stretches.reduce((sum, part) => sum + (part.added || part.removed ? 0 : part.value.length), 0);
  if (kept < LEAST_KEPT * Math.max(before.length, after.length)) return null;
  return stretches.map(({ added, removed, value }) => ({ kind: added ? 'in' : removed ? 'out' : 'kept', text: value }));
}

function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}

import { textFault } from '../storable';

/** Longest key in bytes of UTF-8: it stands in addresses, and in entries of a B-tree. */
export const LONGEST_KEY = 400;

/**
 * What cannot be told apart by eye, or makes text read in another order: control characters, line and paragraph separators, and
 * format characters, among them those without width and those that turn the direction of writing. Also the pattern of DuckDB's
 * look at the keys of a register (worker/analysis/files/population).
 */
export const UNSEEN_IN_KEYS = '[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]';
const UNSEEN = new RegExp(UNSEEN_IN_KEYS, 'u');
/** Printable ASCII has none of the faults: most keys are, and an import asks of a hundred thousand. */
const PLAIN = new RegExp(`^[ -~]{1,${LONGEST_KEY}}$`);

/**
 * What is wrong with the key of an item, as the rest of a sentence; null where nothing is. A key is text in normal form NFC, without
 * characters that nobody sees, of 1 to `LONGEST_KEY` bytes: what looks the same is the same, in every list and for every reader.
 */
export function itemKeyFault(key: string): string | null {
  if (PLAIN.test(key)) return null;
  if (key === '') return 'is empty';
  const unstorable = textFault(key);
  if (unstorable !== null) return unstorable;
  const unseen = UNSEEN.exec(key)?.[0];
  if (unseen !== undefined) return `holds a character that cannot be seen (U+${hexOf(unseen)})`;
  if (key.normalize('NFC') !== key) return 'is not in normal form NFC: an accent stands beside its letter';
  const bytes = new TextEncoder().encode(key).length;
  return bytes > LONGEST_KEY ? `has ${bytes} bytes, more than ${LONGEST_KEY}` : null;
}

function hexOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/** A key within a sentence: what cannot be seen is written out, and a long one is cut. */
export function keyInWords(key: string): string {
  const shown = key.replaceAll(new RegExp(UNSEEN_IN_KEYS, 'gu'), (character) => `U+${hexOf(character)}`);
  return shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
}

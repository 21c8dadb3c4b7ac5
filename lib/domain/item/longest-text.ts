import type { Json } from './json';

/** Longest text of a cell that a person writes, in characters: four close pages, as of a comment. */
const LONGEST_TEXT = 10_000;

/** Whether a value is, or holds anywhere, a text that is longer than a cell takes. */
export function holdsTooLongText(value: Json): boolean {
  if (typeof value === 'string') return value.length > LONGEST_TEXT;
  return typeof value === 'object' && value !== null && Object.values(value).some((part: Json) => holdsTooLongText(part));
}

/** What is wrong with a text that is too long, as the rest of a sentence that begins with the field. */
export const TOO_LONG = `must have at most ${LONGEST_TEXT.toLocaleString('en-US')} characters`;

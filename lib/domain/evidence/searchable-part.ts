import { dayReadings } from '../comparing/day-readings';
import { decimalText } from '../comparing/exact-decimal';
import { folded, spacedText } from '../comparing/folded-text';
import { numberReadings } from '../comparing/number-readings';
import { CURRENCY } from '../rules/number-formats';
import type { TextPart } from './extracted-text';

/** Where something was found in a part: index of its row, and of its cell in that row. */
export interface Occurrence {
  row: number;
  cell: number;
  /** It can be nothing else; a weak one may stand there by chance, or mean another value. */
  isCertain: boolean;
}

/** A date as it is written somewhere. */
export interface WrittenDay extends Occurrence {
  written: string;
  days: readonly number[];
}

/** A part of a file made ready to be searched: its rows folded, one line each, cells parted by tabs. */
export interface SearchablePart {
  part: TextPart;
  text: string;
  /** Where each row begins in the text. */
  starts: readonly number[];
  /** Numbers as canonical decimal text, with where they stand. */
  numbers: () => ReadonlyMap<string, readonly Occurrence[]>;
  days: () => readonly WrittenDay[];
  hasText: boolean;
}

const DIGITS = "[0-9]+(?:[.,'’][0-9]+)*";
/** Letters and digits in front, or joined to what stands in front: a number behind them is part of something else. */
const NOT_BEHIND = "(?<![\\p{L}\\p{N}]|[\\p{L}\\p{N}][-./_:,'’])";
const NOT_BEFORE = "(?![\\p{L}\\p{N}]|_\\p{L}|[-/_:.,'’]\\p{N})";
/** A number with what may stand with it: brackets or signs for minus, and currencies. */
const NUMBER = new RegExp(
  `${NOT_BEHIND}(?:\\((?:${CURRENCY} ?)?${DIGITS}(?: ?%)?\\)|(?:${CURRENCY} ?)?[-−+]?(?:\\p{Sc} ?)?(?:${DIGITS}|[.,][0-9]+)(?:-(?![\\p{L}\\p{N}]))?)${NOT_BEFORE}`,
  'giu',
);
/** Groups of three parted by blanks: one number in France, two beside each other elsewhere. */
const SPACED = new RegExp(`${NOT_BEHIND}[-−]?[0-9]{1,3}(?: [0-9]{3})+(?:,[0-9]+)?${NOT_BEFORE}`, 'gu');
const YEAR = '(?:[0-9]{4}|[0-9]{2})';
const DAY_OF_MONTH = '[0-9]{1,2}(?:st|nd|rd|th)?';
const WRITTEN_DAYS = [
  '[0-9]{14}',
  '[0-9]{8}',
  '[0-9]{4}([-/.])[0-9]{1,2}\\1[0-9]{1,2}',
  `[0-9]{1,2}([-/.])[0-9]{1,2}\\2${YEAR}`,
  `${DAY_OF_MONTH}[ .-]{0,2}(?:of )?[a-z]{3,9}\\.?,?[ -]?${YEAR}`,
  `[a-z]{3,9}\\.?[ -]?${DAY_OF_MONTH}(?:, ?| |-)${YEAR}`,
];
/** A day as it may be written in folded text; a time may follow, with "t" between them. */
const DAY = new RegExp(`(?<![\\p{L}\\p{N}]|\\p{N}[-./])(?:${WRITTEN_DAYS.join('|')})(?!\\p{N}|(?!t[0-9])\\p{L}|[-./]\\p{N})`, 'gu');
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** The row in which a place of the text lies. */
function rowAt(starts: readonly number[], at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Row and cell of a place in a part's text. */
export function cellAt({ text, starts }: Pick<SearchablePart, 'text' | 'starts'>, at: number): { row: number; cell: number } {
  const row = rowAt(starts, at);
  const before = text.slice(starts[row] ?? 0, at);
  return { row, cell: before.split('\t').length - 1 };
}

type Located = Pick<SearchablePart, 'text' | 'starts'>;

function findNumbers(located: Located): ReadonlyMap<string, readonly Occurrence[]> {
  const numbers = new Map<string, Occurrence[]>();
  const take = (written: string, at: number, isCertain: boolean) => {
    const place = cellAt(located, at);
    for (const [index, reading] of numberReadings(written).entries()) {
      const known = numbers.get(decimalText(reading));
      // The English reading comes first; another one of the same digits may be meant, and may not.
      const occurrence = { ...place, isCertain: isCertain && index === 0 };
      if (known === undefined) numbers.set(decimalText(reading), [occurrence]);
      else known.push(occurrence);
    }
  };
  for (const match of located.text.matchAll(NUMBER)) take(match[0].toUpperCase(), match.index, true);
  for (const match of located.text.matchAll(SPACED)) take(match[0], match.index, /,|(?: [0-9]{3}){2}/.test(match[0]));
  return numbers;
}

function findDays(located: Located): readonly WrittenDay[] {
  const found: WrittenDay[] = [];
  for (const match of located.text.matchAll(DAY)) {
    const days = dayReadings(match[0].length === 14 && /^\d+$/.test(match[0]) ? match[0].slice(0, 8) : match[0]);
    if (days.length > 0) found.push({ ...cellAt(located, match.index), written: match[0], days, isCertain: days.length === 1 });
  }
  return found;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Makes a part of a file ready to be searched. Numbers and dates are gathered when they are first asked for. */
export function searchablePart(part: TextPart): SearchablePart {
  const lines = part.rows.map(({ cells }) => cells.map((cell) => folded(spacedText(cell))).join('\t'));
  const starts: number[] = [];
  let at = 0;
  for (const line of lines) {
    starts.push(at);
    at += line.length + 1;
  }
  const text = lines.join('\n');
  const located = { text, starts };
  return {
    ...located,
    part,
    numbers: once(() => findNumbers(located)),
    days: once(() => findDays(located)),
    hasText: LETTER_OR_DIGIT.test(text),
  };
}

import { decimalText } from '../comparing/exact-decimal';
import { folded, isEmptyText, spacedText } from '../comparing/folded-text';
import { asDay, asNumber } from '../comparing/read-value';
import type { AttributeType } from '../rules/rule-attribute';
import { readDate } from '../rules/rule-dates';
import { cellAt, type Occurrence, type SearchablePart } from './searchable-part';

/** What is looked for in a file. */
export interface Sought {
  code: string;
  name: string;
  type: AttributeType | null;
  format: string;
  /** What heads its column in a table, where somebody said so; else its code or name does. */
  heading?: string | undefined;
  /** As it is reported, or as its owner stated it; null or blank: there is nothing to look for. */
  value: string | null;
}

/** Hits that are looked at; a value that stands in more places is found, or nothing tells where. */
const MOST_HITS = 20_000;
/** From this length on a key that goes on in the next line is no accident. */
const LONG_KEY = 8;
const SEPARATORS = '[ \\n\\u2010-\\u2015-]*';
/** A hyphen, point or slash with more behind it: what was found may be part of a longer key. */
const JOINED_BEFORE = /[\p{L}\p{N}][-./_:]$/u;
const JOINED_BEHIND = /^[-./_:][\p{L}\p{N}]/u;

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function wholeToken(pattern: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'gu');
}

/** Text of a name or a value in words, as a pattern; null where it has no letter or digit. */
export function wordsPattern(text: string): RegExp | null {
  const words = folded(spacedText(text)).match(/[\p{L}\p{N}]+/gu);
  return words === null ? null : wholeToken(words.join('[^\\p{L}\\p{N}]+'));
}

function hits(searchable: SearchablePart, pattern: RegExp, isCertain: (match: RegExpExecArray) => boolean): Occurrence[] {
  const found: Occurrence[] = [];
  for (const match of searchable.text.matchAll(pattern)) {
    found.push({ ...cellAt(searchable, match.index), isCertain: isCertain(match) });
    if (found.length === MOST_HITS) break;
  }
  return found;
}

function isWhole({ input, index, 0: found }: RegExpExecArray): boolean {
  return (
    !JOINED_BEFORE.test(input.slice(Math.max(0, index - 3), index)) &&
    !JOINED_BEHIND.test(input.slice(index + found.length, index + found.length + 3))
  );
}

/** Where a key stands as a whole token; blanks, hyphens and line ends in it do not count. */
export function findKey(searchable: SearchablePart, value: string): Occurrence[] {
  const characters = [...folded(spacedText(value)).replace(/[ \u2010-\u2015-]/gu, '')];
  if (characters.length === 0) return [];
  const pattern = wholeToken(characters.map(escaped).join(SEPARATORS));
  const goesOn = (text: string) => characters.length >= LONG_KEY || !/[^-\u2010-\u2015]\n/u.test(text);
  return hits(searchable, pattern, (match) => isWhole(match) && goesOn(match[0]));
}

/** Where a code stands as a whole token. */
function findCode(searchable: SearchablePart, value: string): Occurrence[] {
  return hits(searchable, wholeToken(escaped(folded(spacedText(value)))), isWhole);
}

function findWords(searchable: SearchablePart, value: string): Occurrence[] {
  const pattern = wordsPattern(value);
  return pattern === null ? findCode(searchable, value) : hits(searchable, pattern, () => true);
}

function findNumber(searchable: SearchablePart, { format, value }: Sought): Occurrence[] {
  const number = asNumber({ type: 'decimal', format, specialValues: [], confidential: false }, value ?? '').own;
  return number === null ? findWords(searchable, value ?? '') : [...(searchable.numbers().get(decimalText(number)) ?? [])];
}

function findDay(searchable: SearchablePart, { format, value }: Sought): Occurrence[] {
  const { own, others } = asDay({ type: 'date', format, specialValues: [], confidential: false }, value ?? '');
  const meant = own === null ? others() : [own];
  if (meant.length === 0) return findWords(searchable, value ?? '');
  const day = meant[0] ?? 0;
  return searchable
    .days()
    .filter(({ days }) => days.includes(day))
    .map(({ row, cell, written, isCertain }) => ({
      row,
      cell,
      isCertain: meant.length === 1 && (isCertain || readDate(written, format) === day),
    }));
}

/** Where a value stands in a part, by its attribute's type: numbers and dates in every way of writing, codes as they are, texts by their words. */
export function findValue(searchable: SearchablePart, sought: Sought): Occurrence[] {
  if (isEmptyText(sought.value)) return [];
  switch (sought.type) {
    case 'integer':
    case 'decimal':
      return findNumber(searchable, sought);
    case 'date':
    case 'date-time':
      return findDay(searchable, sought);
    case 'code':
      return findCode(searchable, sought.value ?? '');
    case 'text':
    case null:
      return findWords(searchable, sought.value ?? '');
  }
}

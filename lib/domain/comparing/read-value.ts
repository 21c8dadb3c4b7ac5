import { type Decimal, INTEGER_SHAPE } from '../rules/decimal';
import { plainNumber } from '../rules/number-formats';
import { readDate } from '../rules/rule-dates';
import type { ComparedAttribute, ComparisonSetting } from './comparison-setting';
import { dayReadings } from './day-readings';
import { folded, isEmptyText, spacedText } from './folded-text';
import { numberOfFormat, numberOfStyle, numberReadings } from './number-readings';
import { type Moment, timeOfDay } from './time-of-day';

const INTEGER = new RegExp(`^${INTEGER_SHAPE}$`);

/** The special value that a text is, as the attribute lists it; null where it is none. Reported values are compared exactly (a reported "na" is a fault). */
export function specialReported({ specialValues }: ComparedAttribute, text: string): string | null {
  return specialValues.find((special) => special.trim() === text.trim()) ?? null;
}

/** Why a reported value is none of its attribute's type, as the end of a sentence ("is no whole number"); null where it is one. */
export function typeFault({ type, format }: ComparedAttribute, text: string): string | null {
  const written = text.trim();
  switch (type) {
    case 'integer':
      if (!INTEGER.test(plainNumber(written, format))) return 'is no whole number';
      return numberOfFormat(written, format) === null ? 'has more digits than are read (20)' : null;
    case 'decimal':
      return numberOfFormat(written, format) === null ? 'is no number that can be read' : null;
    case 'date':
    case 'date-time':
      if (format === '') return dayReadings(written).length === 0 ? 'is no date' : null;
      return readDate(written, format) === null ? `is no date written as ${format}` : null;
    case 'text':
    case 'code':
    case null:
      return null;
  }
}

/** What a text may mean: as the attribute's format reads it, and further readings, which are worked out only when they are asked for. */
export interface Readings<T> {
  own: T | null;
  others: () => readonly T[];
}

/** A text as a number. */
export function asNumber({ format }: ComparedAttribute, text: string): Readings<Decimal> {
  return { own: numberOfStyle(text, format), others: () => numberReadings(text) };
}

/** A text as a day, counted from 1 January 1970. */
export function asDay({ format }: ComparedAttribute, text: string): Readings<number> {
  return { own: readDate(text.trim(), format), others: () => dayReadings(text) };
}

/** A text as a day with the time behind it. */
export function asMoment(attribute: ComparedAttribute, text: string): Readings<Moment> {
  const { own, others } = asDay(attribute, text);
  const time = timeOfDay(text);
  return { own: own === null ? null : { day: own, time }, others: () => others().map((day) => ({ day, time })) };
}

/** Whether a text is a value of the comparator, in any way of reading it. */
export function canBeRead(setting: ComparisonSetting, text: string): boolean {
  const isRead = <T>({ own, others }: Readings<T>) => own !== null || others().length > 0;
  if (setting.comparator === 'number') return isRead(asNumber(setting, text));
  return setting.comparator === 'date' || setting.comparator === 'date-time' ? isRead(asDay(setting, text)) : true;
}

/**
 * The special values that a reported text and its evidence are; null for a side that is none. Capitals of the evidence do not count
 * where the report has a special value, or where numbers and dates are compared, so that nothing else can be meant.
 */
export function specialValuesOf(
  setting: ComparisonSetting,
  reported: string,
  evidence: string,
): { ours: string | null; theirs: string | null } {
  const ours = specialReported(setting, reported);
  const exact = specialReported(setting, evidence);
  const plain = folded(spacedText(evidence));
  const meant = setting.specialValues.find((special) => folded(spacedText(special)) === plain) ?? null;
  if (ours === null && meant === null) return { ours, theirs: null };
  if (ours === null && !canBeRead(setting, reported)) return { ours, theirs: null };
  if (exact !== null || (ours === null && canBeRead(setting, evidence))) return { ours, theirs: exact };
  return { ours, theirs: ours !== null && folded(spacedText(ours)) === plain ? ours : meant };
}

/** A text in the form in which texts are compared. */
export function comparableText({ comparator, ignoreCase }: ComparisonSetting, text: string): string {
  const plain = comparator === 'code' ? text.normalize('NFC').trim() : spacedText(text);
  return ignoreCase ? folded(plain) : plain;
}

/** Elements of a list in the form in which they are compared, each with how it was written; repeated and empty ones are left out. */
export function listElements(setting: ComparisonSetting, text: string): ReadonlyMap<string, string> {
  const parts = setting.separators.reduce<string[]>((pieces, separator) => pieces.flatMap((piece) => piece.split(separator)), [text]);
  return new Map(parts.filter((part) => !isEmptyText(part)).map((part) => [comparableText(setting, part), part.trim()]));
}

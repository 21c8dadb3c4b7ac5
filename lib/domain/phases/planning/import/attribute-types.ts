import { numberReading } from '../../../rules/number-formats';
import type { AttributeType } from '../../../rules/rule-attribute';
import { DATE_TIME_FORMATS } from '../../../rules/rule-dates';
import type { ColumnSample } from './column-sample';
import type { DictionaryEntry } from './dictionary';
import { type FoundFormat, foundDates, foundNumbers, statedDateFormat } from './found-formats';
import { readValueList } from './value-list';

export interface TypeDecision {
  type: AttributeType;
  format: string;
  validValues: string[];
  specialValues: string[];
  /** Formats between which a person has to choose, because the data fit them all; empty where none is asked for. */
  asks: readonly string[];
  /** What the dictionary writes about valid values and no list of values can hold. */
  unread: readonly string[];
}

/** Words that stand for "no value" whatever the type; compared exactly, because "na" in a filing is a fault. */
export const SPECIAL_WORDS = ['NA', 'N/A', 'Exempt'] as const;
/** Numbers that stand for "not applicable", "exempt" and the like in registers (HMDA filing instructions). */
const SPECIAL_NUMBERS = ['1111', '7777', '8888', '9999'];

/** Quantities may be written with leading zeros and are numbers all the same. */
const QUANTITY_NAMES = /\b(rate|spread|amount|percent|ratio|income|value|price|balance|costs?|fees?)\b/i;
const CODE_NAMES = /\b(code|type|status|purpose|indicator|flag|occupancy|ethnicity|race|sex|reason|preapproval|action|agency|quarter)\b/i;

/** "Example: 2399.04 (or) NA (or) Exempt" → the values shown. */
function examples(entry: DictionaryEntry | null): string[] {
  const shown = /Examples?:\s*(.*)$/is.exec(entry?.description ?? '')?.[1]?.split(/Descriptions/i)[0] ?? '';
  return shown
    .split(/\(or\)|\bor\b/)
    .map((text) => text.trim().split(/\s{2,}/)[0] ?? '')
    .filter((text) => text !== '');
}

function specialWordsIn(entry: DictionaryEntry | null, sample: ColumnSample, isOpen: boolean): string[] {
  const shown = examples(entry);
  const mentioned = SPECIAL_WORDS.filter((word) => shown.includes(word) || (entry?.description ?? '').includes(`or ${word}`));
  return [...new Set([...readValueList(entry?.specialValues ?? '').values, ...mentioned, ...(isOpen ? sample.specials : [])])];
}

type StatedType = AttributeType | 'number' | 'open';

/** What dictionaries call a type. "Alphanumeric" stands for anything, and says as little as a word that nobody knows. */
const TYPE_WORDS: readonly [RegExp, StatedType][] = [
  [/alphanum/i, 'open'],
  [/char|text|string|alpha/i, 'text'],
  [/timestamp|date[ -]?time/i, 'date-time'],
  [/date/i, 'date'],
  [/code|enum|choice|categor|bool/i, 'code'],
  [/integer|\bint\b|whole|count|bigint/i, 'integer'],
  [/decimal|float|double|money|amount|rate|percent|currency|number\(\d+, *[1-9]/i, 'decimal'],
  [/^(numeric|number)/i, 'number'],
];

function statedType(entry: DictionaryEntry | null): StatedType {
  if (entry === null || entry.type === '') return 'open';
  return TYPE_WORDS.find(([pattern]) => pattern.test(entry.type))?.[1] ?? 'open';
}

const settled = (format: string): FoundFormat => ({ format, asks: [] });

/** The format of a date: as stated, else as the data show it, else as the dictionary's example does; null where nothing says that it is one. */
function dateFormat(entry: DictionaryEntry | null, name: string, sample: ColumnSample, isStated: boolean): FoundFormat | null {
  const stated = statedDateFormat(entry?.format ?? '');
  if (stated !== null) return settled(stated);
  const isNamed = isStated || /date|\bday\b/i.test(name);
  const found = foundDates(sample, isStated);
  if (found !== null && (isNamed || found.format !== 'yyyymmdd')) return found;
  const example = examples(entry).find((text) => /^(19|20)\d{6}$/.test(text));
  return isNamed && (example !== undefined || /ccyymmdd|yyyymmdd/i.test(entry?.description ?? '')) ? settled('yyyymmdd') : null;
}

function fromData(sample: ColumnSample, name: string): AttributeType {
  if (sample.filled === 0) return 'text';
  const words = name.replaceAll('_', ' ');
  const isQuantity = QUANTITY_NAMES.test(words);
  if (sample.digits === sample.filled && !isQuantity && (sample.leadingZeros > 0 || CODE_NAMES.test(words))) return 'code';
  if (sample.integers === sample.filled) return 'integer';
  if (sample.decimals === sample.filled) return sample.leadingZeros > 0 && !isQuantity ? 'code' : 'decimal';
  return sample.longest <= 4 && sample.distinct <= Math.min(60, sample.filled / 3) ? 'code' : 'text';
}

/**
 * Type of an attribute from its dictionary entry and its data. What the dictionary states stays so whatever the data hold,
 * because the exceptions are faults; what it leaves open is narrowed only where all data agree. "Numeric" in a dictionary covers
 * codes: with a list of values it is a code; a list of special numbers only (8888, 9999) leaves a number.
 */
export function decideType(entry: DictionaryEntry | null, name: string, sample: ColumnSample): TypeDecision {
  const stated = statedType(entry);
  const list = readValueList(entry?.validValues ?? '', stated === 'integer' || stated === 'decimal' || stated === 'number');
  const specialNumbers = list.values.filter((value) => SPECIAL_NUMBERS.includes(value));
  const validValues = list.values.filter((value) => !specialNumbers.includes(value));
  const isOpen = stated === 'open' || stated === 'text';
  const specialValues = [...new Set([...specialNumbers, ...specialWordsIn(entry, sample, isOpen)])];
  const decided = (type: AttributeType, { format, asks }: FoundFormat = settled('')): TypeDecision => ({
    type,
    format,
    validValues,
    specialValues,
    asks,
    unread: list.unread,
  });
  const onlyDigits = validValues.length > 0 && validValues.every((value) => /^\d+$/.test(value));
  const asCode = (isDigits: boolean) => decided('code', settled(isDigits ? 'digits' : ''));
  const asNumber = (type: 'integer' | 'decimal') => {
    const written = entry?.format.trim() ?? '';
    return decided(type, numberReading(written) === null ? (foundNumbers(sample, true) ?? settled('')) : settled(written));
  };
  const asDateOrTime = (isStatedTime: boolean): TypeDecision => {
    const inWords = statedDateFormat(entry?.format ?? '');
    if (inWords !== null) return decided(DATE_TIME_FORMATS.includes(inWords) ? 'date-time' : 'date', settled(inWords));
    const time = foundDates(sample, true, DATE_TIME_FORMATS);
    const day = dateFormat(entry, name, sample, true);
    if (time !== null) return decided('date-time', time);
    return day === null ? decided(isStatedTime ? 'date-time' : 'date') : decided('date', day);
  };
  switch (stated) {
    case 'date':
    case 'date-time':
      return asDateOrTime(stated === 'date-time');
    case 'code':
      return asCode(onlyDigits || (sample.filled > 0 && sample.digits === sample.filled));
    case 'integer':
    case 'decimal':
      return asNumber(stated);
    case 'number': {
      if (validValues.length > 0) return asCode(onlyDigits);
      const asDate = dateFormat(entry, name, sample, false);
      if (asDate !== null) return decided('date', asDate);
      const shown = examples(entry).filter((text) => /^-?[\d.]+$/.test(text));
      if (shown.some((text) => text.includes('.'))) return asNumber('decimal');
      if (CODE_NAMES.test(name.replaceAll('_', ' ')) && sample.digits > 0 && sample.longest <= 12) return asCode(true);
      return asNumber(sample.integers >= sample.decimals && (sample.integers > 0 || sample.filled === 0) ? 'integer' : 'decimal');
    }
    case 'text': {
      const inWords = statedDateFormat(entry?.format ?? '');
      if (inWords !== null) return asDateOrTime(false);
      return decided(validValues.length > 0 ? 'code' : 'text');
    }
    case 'open':
      return openType(entry, name, sample, decided, validValues.length > 0);
  }
}

/** The type of what the dictionary says nothing of: narrowed only where all data agree. */
function openType(
  entry: DictionaryEntry | null,
  name: string,
  sample: ColumnSample,
  decided: (type: AttributeType, found?: FoundFormat) => TypeDecision,
  hasValues: boolean,
): TypeDecision {
  const time = sample.filled === 0 || hasValues ? null : foundDates(sample, false, DATE_TIME_FORMATS);
  if (time !== null) return decided('date-time', time);
  const asDate = hasValues ? null : dateFormat(entry, name, sample, false);
  const matches = [...(asDate?.asks ?? []), ...(asDate === null ? [] : [asDate.format])].map((format) => sample.dates[format] ?? 0);
  if (asDate !== null && sample.filled > 0 && matches.includes(sample.filled)) return decided('date', asDate);
  if (hasValues) return decided('code');
  const narrowed = fromData(sample, name);
  if (narrowed === 'text' || (narrowed === 'code' && sample.digits !== sample.filled)) {
    const written = sample.filled === 0 ? null : foundNumbers(sample, false);
    if (written !== null && sample.decimals < sample.filled) return decided('decimal', written);
  }
  const found = narrowed === 'integer' && examples(entry).some((text) => /^-?\d+\.\d+$/.test(text)) ? 'decimal' : narrowed;
  return decided(found, settled(found === 'code' && sample.digits === sample.filled ? 'digits' : ''));
}

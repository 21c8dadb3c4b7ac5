import type { AttributeType } from '../../../rules/rule-attribute';
import { type DictionaryEntry, listOfValues, normalisedName } from './dictionary';

/** What the first records of a column look like; counts are of values that are neither blank nor special words. */
export interface ColumnSample {
  filled: number;
  integers: number;
  decimals: number;
  digits: number;
  leadingZeros: number;
  distinct: number;
  longest: number;
  /** Matches by date format of DATE_FORMATS. */
  dates: Readonly<Record<string, number>>;
  /** Special words (NA, Exempt …) that occur. */
  specials: readonly string[];
}

export interface TypeDecision {
  type: AttributeType;
  format: string;
  validValues: string[];
  specialValues: string[];
}

/** Date formats that are told apart, with DuckDB's pattern for each. */
export const DATE_FORMATS: Readonly<Record<string, string>> = {
  yyyymmdd: '%Y%m%d',
  'yyyy-mm-dd': '%Y-%m-%d',
  'mm/dd/yyyy': '%m/%d/%Y',
  'dd/mm/yyyy': '%d/%m/%Y',
  'dd.mm.yyyy': '%d.%m.%Y',
};

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
  return [...new Set([...listOfValues(entry?.specialValues ?? ''), ...mentioned, ...(isOpen ? sample.specials : [])])];
}

const TYPE_WORDS: readonly [RegExp, AttributeType | 'number'][] = [
  [/alpha|char|text|string/i, 'text'],
  [/date|time/i, 'date'],
  [/code|enum|choice|categor/i, 'code'],
  [/integer|\bint\b|whole|count|bigint/i, 'integer'],
  [/decimal|float|double|money|amount|rate|percent|currency|number\(\d+, *[1-9]/i, 'decimal'],
  [/^(numeric|number)/i, 'number'],
];

function statedType(entry: DictionaryEntry | null): AttributeType | 'number' | 'text' | null {
  if (entry === null || entry.type === '') return null;
  return TYPE_WORDS.find(([pattern]) => pattern.test(entry.type))?.[1] ?? 'text';
}

function dateFormat(entry: DictionaryEntry | null, name: string, sample: ColumnSample): string | null {
  const stated = normalisedName(entry?.format ?? '');
  const byName = Object.keys(DATE_FORMATS).find(
    (format) => stated !== '' && normalisedName(format) === stated.replace('cc', 'yy') && format.length === entry?.format.trim().length,
  );
  if (byName !== undefined) return byName;
  const isNamed = /date|\bday\b/i.test(name) || statedType(entry) === 'date';
  const whole = Object.keys(DATE_FORMATS).find((format) => sample.filled > 0 && sample.dates[format] === sample.filled);
  if (whole !== undefined && (isNamed || whole !== 'yyyymmdd')) return whole;
  const example = examples(entry).find((text) => /^(19|20)\d{6}$/.test(text));
  return isNamed && (example !== undefined || /ccyymmdd|yyyymmdd/i.test(entry?.description ?? '')) ? 'yyyymmdd' : null;
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
 * Type of an attribute from its dictionary entry and its data. "Numeric" in a dictionary covers codes: with a list of
 * values it is a code; a list of special numbers only (8888, 9999) leaves a number. What the dictionary states numeric stays
 * so whatever the data hold, because the exceptions are faults; what it leaves open is narrowed only where all data agree.
 */
export function decideType(entry: DictionaryEntry | null, name: string, sample: ColumnSample): TypeDecision {
  const listed = entry === null ? [] : listOfValues(entry.validValues);
  const specialNumbers = listed.filter((value) => SPECIAL_NUMBERS.includes(value));
  const validValues = listed.filter((value) => !specialNumbers.includes(value));
  const stated = statedType(entry);
  const specialValues = [...new Set([...specialNumbers, ...specialWordsIn(entry, sample, stated === null || stated === 'text')])];
  const decided = (type: AttributeType, format = ''): TypeDecision => ({ type, format, validValues, specialValues });
  const asDate = validValues.length === 0 ? dateFormat(entry, name, sample) : null;
  const onlyDigits = validValues.length > 0 && validValues.every((value) => /^\d+$/.test(value));
  switch (stated) {
    case 'date':
      return asDate === null ? decided('text') : decided('date', asDate);
    case 'code':
      return decided('code', onlyDigits || (sample.filled > 0 && sample.digits === sample.filled) ? 'digits' : '');
    case 'integer':
    case 'decimal':
      return decided(stated);
    case 'number': {
      if (validValues.length > 0) return decided('code', onlyDigits ? 'digits' : '');
      if (asDate !== null) return decided('date', asDate);
      const shown = examples(entry).filter((text) => /^-?[\d.]+$/.test(text));
      if (shown.some((text) => text.includes('.'))) return decided('decimal');
      if (CODE_NAMES.test(name.replaceAll('_', ' ')) && sample.digits > 0 && sample.longest <= 12) return decided('code', 'digits');
      return decided(sample.integers >= sample.decimals ? 'integer' : 'decimal');
    }
    case 'text':
    case null: {
      if (asDate !== null && sample.filled > 0 && sample.dates[asDate] === sample.filled) return decided('date', asDate);
      if (validValues.length > 0) return decided('code');
      const narrowed = fromData(sample, name);
      const found = narrowed === 'integer' && examples(entry).some((text) => /^-?\d+\.\d+$/.test(text)) ? 'decimal' : narrowed;
      return decided(found, found === 'code' && sample.digits === sample.filled ? 'digits' : '');
    }
  }
}

import { type Decimal, readDecimal } from '../rules/decimal';
import { NUMBER_STYLES, type NumberStyle, numberFormatText, numberReader, plainBy, plainNumber, styleOf } from '../rules/number-formats';
import { compareExactly } from './exact-decimal';

const READERS = new Map(
  NUMBER_STYLES.map((style) => [style, numberReader(numberFormatText(style, ['percent', 'currency', 'parentheses']))]),
);

/** "1,234.56-" is negative in ledgers. */
const MINUS_BEHIND = /^([^-−(]*[0-9.,])\s*[-−]$/u;

function tidied(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, ' ').trim().replace(MINUS_BEHIND, '-$1');
}

/** "0.125" is no group of thousands: nobody writes a zero in front of one. */
const ZERO_IN_FRONT = /^[^0-9]*0+([.,' ])/;

function inStyle(style: NumberStyle, tidy: string): Decimal | null {
  const reader = READERS.get(style);
  const plain = reader === undefined || reader === null ? null : plainBy(reader, tidy);
  return plain === null ? null : readDecimal(plain);
}

/** A text as a number of an attribute's format; null where it is none. */
export function numberOfFormat(text: string, format: string): Decimal | null {
  return readDecimal(plainNumber(text.trim(), format));
}

/** A text as a number in the style of an attribute's format, whatever currency, per cent or brackets stand with it; null where it is none. */
export function numberOfStyle(text: string, format: string): Decimal | null {
  return numberOfFormat(text, format) ?? inStyle(styleOf(format), tidied(text));
}

/**
 * Every number that a text may be in some way of writing, each once, the English reading first: "1,234" is 1234, or 1.234 in
 * Germany. Signs of per cent and currency and brackets for minus may stand with it. Empty where it is no number, or one with more
 * than 20 digits before or 18 behind the point.
 */
export function numberReadings(text: string): readonly Decimal[] {
  const tidy = tidied(text);
  const afterZero = ZERO_IN_FRONT.exec(tidy)?.[1];
  const found: Decimal[] = [];
  for (const style of NUMBER_STYLES) {
    const isGroup = afterZero !== undefined && style.charAt(1) === afterZero;
    const number = isGroup ? null : inStyle(style, tidy);
    if (number !== null && !found.some((one) => compareExactly(one, number) === 0)) found.push(number);
  }
  return found;
}

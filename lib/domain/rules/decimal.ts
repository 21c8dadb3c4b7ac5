import { FRACTION_DIGITS, WHOLE_DIGITS } from './rule-expression';

/** An exact decimal: units × 10^−scale. */
export interface Decimal {
  units: bigint;
  scale: number;
}

/** What a number looks like in data and rules; also what DuckDB is asked for, so only what RE2 and ECMAScript read alike. */
export const NUMBER_SHAPE = `[+-]?([0-9]{1,${WHOLE_DIGITS}}([.][0-9]{0,${FRACTION_DIGITS}})?|[.][0-9]{1,${FRACTION_DIGITS}})`;
/** A whole number and a number of any length: what a type asks of a value. Arithmetic reads no more digits than the language has. */
export const INTEGER_SHAPE = '[+-]?[0-9]+';
export const DECIMAL_SHAPE = '[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)';
const NUMBER = new RegExp(`^${NUMBER_SHAPE}$`);

/** A text as an exact decimal; null where it is none, or longer than the language reads. */
export function readDecimal(text: string): Decimal | null {
  if (!NUMBER.test(text)) return null;
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.');
  const units = BigInt(`${whole}${fraction}` || '0');
  return { units: text.startsWith('-') ? -units : units, scale: fraction.length };
}

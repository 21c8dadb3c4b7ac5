import { FRACTION_DIGITS, WHOLE_DIGITS } from './rule-expression';

/** An exact decimal: units × 10^−scale. */
export interface Decimal {
  units: bigint;
  scale: number;
}

/** What a number looks like in data and rules; also what DuckDB is asked for, so only what RE2 and ECMAScript read alike. */
export const NUMBER_SHAPE = `[+-]?([0-9]{1,${WHOLE_DIGITS}}([.][0-9]{0,${FRACTION_DIGITS}})?|[.][0-9]{1,${FRACTION_DIGITS}})`;
export const INTEGER_SHAPE = `[+-]?[0-9]{1,${WHOLE_DIGITS}}`;
const NUMBER = new RegExp(`^${NUMBER_SHAPE}$`);
const INTEGER = new RegExp(`^${INTEGER_SHAPE}$`);

/** A text as an exact decimal; null where it is none, or longer than the language reads. */
export function readDecimal(text: string): Decimal | null {
  if (!NUMBER.test(text)) return null;
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.');
  const units = BigInt(`${whole}${fraction}` || '0');
  return { units: text.startsWith('-') ? -units : units, scale: fraction.length };
}

/** Whether a text is a whole number. */
export function isInteger(text: string): boolean {
  return INTEGER.test(text);
}

/** A whole number as an exact decimal. */
export function wholeNumber(value: number): Decimal {
  return { units: BigInt(value), scale: 0 };
}

function aligned(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [a.units * 10n ** BigInt(scale - a.scale), b.units * 10n ** BigInt(scale - b.scale), scale];
}
/** a + b, exactly. */
export function add(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return { units: x + y, scale };
}
/** a − b, exactly. */
export function subtract(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return { units: x - y, scale };
}
/** a × b, exactly. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}
/** −a, exactly. */
export function negate(a: Decimal): Decimal {
  return { units: -a.units, scale: a.scale };
}
/** a without its sign. */
export function absolute(a: Decimal): Decimal {
  return a.units < 0n ? negate(a) : a;
}
/** Below, at or above zero as a is less than, equal to or greater than b. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

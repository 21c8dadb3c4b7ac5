import { DECIMAL_SHAPE, type Decimal, INTEGER_SHAPE } from '#domain/rules/decimal';

const INTEGER = new RegExp(`^${INTEGER_SHAPE}$`);
const NUMBER = new RegExp(`^(?:${DECIMAL_SHAPE})$`);

/** Whether a text is a number of any length. */
export function isNumber(text: string): boolean {
  return NUMBER.test(text);
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

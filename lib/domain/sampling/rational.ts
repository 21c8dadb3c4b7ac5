/** An exact fraction; the denominator is positive. Sample sizes are never computed in floats (sampling.md, "Sizes"). */
export interface Rational {
  numerator: bigint;
  denominator: bigint;
}

const DECIMAL = /^(\d{1,9})(?:\.(\d{1,9}))?$/;

/** "3.5" percent → 7/200 unreduced (35/1000). Throws on anything but a plain decimal. */
export function percent(text: string): Rational {
  const match = DECIMAL.exec(text.trim());
  if (match === null) throw new Error(`Not a percentage: ${JSON.stringify(text)}`);
  const fraction = match[2] ?? '';
  return { numerator: BigInt(match[1] + fraction), denominator: 100n * 10n ** BigInt(fraction.length) };
}

/** ⌈n · r⌉ for a natural number n. */
export function ceilingOf(n: bigint, r: Rational): bigint {
  return (n * r.numerator + r.denominator - 1n) / r.denominator;
}

/** −1, 0 or 1 as a is less than, equal to or greater than b. */
export function compareRationals(a: Rational, b: Rational): -1 | 0 | 1 {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Reduces a fraction to lowest terms. */
export function reduce(r: Rational): Rational {
  let a = r.numerator;
  let b = r.denominator;
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? { numerator: 0n, denominator: 1n } : { numerator: r.numerator / a, denominator: r.denominator / a };
}

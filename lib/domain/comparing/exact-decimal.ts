import type { Decimal } from '../rules/decimal';

/** Units of both at their common scale, and that scale. */
export function aligned(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [a.units * 10n ** BigInt(scale - a.scale), b.units * 10n ** BigInt(scale - b.scale), scale];
}

/** An integer without its sign. */
export function magnitude(units: bigint): bigint {
  return units < 0n ? -units : units;
}

/** Below, at or above zero as a is less than, equal to or greater than b. */
export function compareExactly(a: Decimal, b: Decimal): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** A number times ten to the `power`, which may be negative. */
export function shifted({ units, scale }: Decimal, power: number): Decimal {
  const moved = scale - power;
  return moved < 0 ? { units: units * 10n ** BigInt(-moved), scale: 0 } : { units, scale: moved };
}

/** A number with at most `places` digits after the point, halves away from zero. */
export function roundedTo(places: number, { units, scale }: Decimal): Decimal {
  if (scale <= places) return { units, scale };
  const step = 10n ** BigInt(scale - places);
  const whole = (2n * magnitude(units) + step) / (2n * step);
  return { units: units < 0n ? -whole : whole, scale: places };
}

/** Plain decimal text without zeros at its end: "-1234.5", "0". */
export function decimalText({ units, scale }: Decimal): string {
  const digits = magnitude(units)
    .toString()
    .padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

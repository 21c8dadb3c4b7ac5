/** Exact arithmetic on whole numbers: a value is n / 10^scale. Figures are decimal text, rounded half away from zero. */

/** Places figures are rounded to. */
const FIGURE_PLACES = 6;

/** numerator / denominator rounded half away from zero. */
function roundedRatio(numerator: bigint, denominator: bigint): bigint {
  const isNegative = numerator < 0n !== denominator < 0n;
  const [n, d] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  const rounded = (2n * n + d) / (2n * d);
  return isNegative ? -rounded : rounded;
}

/** n / 10^scale as text, without zeros at the end of its fraction. */
export function scaledText(n: bigint, scale: number): string {
  const digits = String(n < 0n ? -n : n).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${n < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** numerator / (denominator × 10^scale) as a figure. */
export function ratioText(numerator: bigint, denominator: bigint, scale: number): string {
  return scaledText(roundedRatio(numerator * 10n ** BigInt(FIGURE_PLACES), denominator * 10n ** BigInt(scale)), FIGURE_PLACES);
}

/** Greatest whole number whose square is at most n. */
function wholeRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** Square root of numerator / (denominator × 10^(2 × scale)), both positive, as a figure. */
export function rootText(numerator: bigint, denominator: bigint, scale: number): string {
  // The root of four times the square, halved and rounded, is the root rounded half up: no inexact step in between.
  const doubled = wholeRoot((4n * numerator * 10n ** BigInt(2 * FIGURE_PLACES)) / (denominator * 10n ** BigInt(2 * scale)));
  return scaledText((doubled + 1n) / 2n, FIGURE_PLACES);
}

/** The greatest whole number up to numerator / denominator. */
export function floorRatio(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator !== 0n && numerator < 0n !== denominator < 0n ? quotient - 1n : quotient;
}

/** The smallest whole number from numerator / denominator on. */
export function ceilRatio(numerator: bigint, denominator: bigint): bigint {
  return -floorRatio(-numerator, denominator);
}

import { ceilingOf, compareRationals, percent, type Rational, reduce } from './rational';

/** Sizes beyond this are no sample any more; the largest value of the AICPA table is 1,098. */
const LARGEST = 5_000;

/** Rates a size is planned by: percentages as decimal text, so that no float is ever involved. */
export interface PlanningRates {
  riskPercent: string;
  tolerablePercent: string;
  expectedPercent: string;
}

export interface SampleSize {
  /** Records to test. */
  size: number;
  /** ⌈size · expected rate⌉: with at most so many deviations the tolerable rate is still met. */
  acceptable: number;
}

/** The rates as fractions. Throws where one is no percentage between 0 and 100, or the expected rate reaches the tolerable one. */
export function planningRates(rates: PlanningRates): { risk: Rational; tolerable: Rational; expected: Rational } {
  const risk = reduce(percent(rates.riskPercent));
  const tolerable = reduce(percent(rates.tolerablePercent));
  const expected = reduce(percent(rates.expectedPercent));
  const one: Rational = { numerator: 1n, denominator: 1n };
  if (risk.numerator === 0n || compareRationals(risk, one) >= 0) throw new Error('The risk must lie between 0 and 100 %.');
  if (tolerable.numerator === 0n || compareRationals(tolerable, one) >= 0)
    throw new Error('The tolerable rate must lie between 0 and 100 %.');
  if (compareRationals(expected, tolerable) >= 0) throw new Error('The expected rate must be below the tolerable rate.');
  return { risk, tolerable, expected };
}

/**
 * The smallest n that meets the risk with k = ⌈n · expected⌉ deviations. `meets` must, for one k, hold for every n above the
 * first for which it holds: all n of one k lie together, and each such stretch is searched by halves. Null up to 5,000.
 */
export function smallestSize(expected: Rational, meets: (n: number, k: number) => boolean): SampleSize | null {
  let from = 1;
  while (from <= LARGEST) {
    const k = Number(ceilingOf(BigInt(from), expected));
    const to = lastWith(k, expected);
    if (k < to && meets(to, k)) {
      let low = Math.max(from, k);
      let high = to;
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if (meets(middle, k)) high = middle;
        else low = middle + 1;
      }
      return { size: low, acceptable: k };
    }
    from = to + 1;
  }
  return null;
}

/** The greatest n up to LARGEST with ⌈n·expected⌉ = k. */
function lastWith(k: number, expected: Rational): number {
  if (expected.numerator === 0n) return LARGEST;
  return Math.min(LARGEST, Number((BigInt(k) * expected.denominator) / expected.numerator));
}

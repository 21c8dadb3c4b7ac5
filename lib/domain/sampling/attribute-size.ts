import { ceilingOf, compareRationals, percent, type Rational } from './rational';

/** Sizes beyond this are no sample any more; the table's largest value is 1,098. */
const LARGEST = 5_000;

export interface AttributeSize {
  /** Records to test. */
  size: number;
  /** ⌈size · expected rate⌉: with at most so many deviations the tolerable rate is still met. */
  acceptable: number;
}

/**
 * P(X ≤ k) ≤ risk for X ~ Binomial(n, rate), in integers: with rate = a/d the sum of C(n,i)·aⁱ·(d−a)ⁿ⁻ⁱ is compared with
 * risk · dⁿ.
 */
function atMostRisk(n: number, k: number, rate: Rational, risk: Rational): boolean {
  const a = rate.numerator;
  const b = rate.denominator - a;
  let power = b ** BigInt(n - k);
  let sum = 0n;
  // Horner's scheme from i = k down to 0 would need division; going up, C(n,i)·aⁱ·bᵏ⁻ⁱ is summed and bⁿ⁻ᵏ multiplied last.
  let choose = 1n;
  let aPower = 1n;
  const bPowers: bigint[] = [1n];
  for (let i = 1; i <= k; i++) bPowers.push((bPowers[i - 1] ?? 1n) * b);
  for (let i = 0; i <= k; i++) {
    sum += choose * aPower * (bPowers[k - i] ?? 1n);
    choose = (choose * BigInt(n - i)) / BigInt(i + 1);
    aPower *= a;
  }
  power *= sum;
  return power * risk.denominator <= risk.numerator * rate.denominator ** BigInt(n);
}

/**
 * The smallest n with P(X ≤ ⌈n·expected⌉ | Binomial(n, tolerable)) ≤ risk, all in exact arithmetic (sampling-tables.md;
 * AICPA Audit Guide 2017, appendix A). Rates are percentages as decimal text. Null where no size up to 5,000 does.
 * Throws where a rate is no percentage between 0 and 100, or the expected rate reaches the tolerable one.
 */
export function attributeSampleSize(rates: { riskPercent: string; tolerablePercent: string; expectedPercent: string }): AttributeSize | null {
  const risk = reduce(percent(rates.riskPercent));
  const tolerable = reduce(percent(rates.tolerablePercent));
  const expected = reduce(percent(rates.expectedPercent));
  const one: Rational = { numerator: 1n, denominator: 1n };
  if (risk.numerator === 0n || compareRationals(risk, one) >= 0) throw new Error('The risk must lie between 0 and 100 %.');
  if (tolerable.numerator === 0n || compareRationals(tolerable, one) >= 0) throw new Error('The tolerable rate must lie between 0 and 100 %.');
  if (compareRationals(expected, tolerable) >= 0) throw new Error('The expected rate must be below the tolerable rate.');
  // For one k the probability falls with n, and all n of one ⌈n·expected⌉ lie together: search each such stretch by halves.
  let from = 1;
  while (from <= LARGEST) {
    const k = Number(ceilingOf(BigInt(from), expected));
    const to = lastWith(k, expected);
    if (k < to && atMostRisk(to, k, tolerable, risk)) {
      let low = Math.max(from, k);
      let high = to;
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if (atMostRisk(middle, k, tolerable, risk)) high = middle;
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

function reduce(r: Rational): Rational {
  let a = r.numerator;
  let b = r.denominator;
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? { numerator: 0n, denominator: 1n } : { numerator: r.numerator / a, denominator: r.denominator / a };
}

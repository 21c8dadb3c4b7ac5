import type { Rational } from './rational';
import { type PlanningRates, planningRates, type SampleSize, smallestSize } from './smallest-size';

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
 * The smallest n with P(X ≤ ⌈n·expected⌉ | Binomial(n, tolerable)) ≤ risk, all in exact arithmetic (sampling.md, "Sizes":
 * AICPA Audit Guide 2017, appendix A). Rates are percentages as decimal text. Null where no size up to 5,000 does.
 * Throws where a rate is no percentage between 0 and 100, or the expected rate reaches the tolerable one.
 */
export function attributeSampleSize(rates: PlanningRates): SampleSize | null {
  const { risk, tolerable, expected } = planningRates(rates);
  return smallestSize(expected, (n, k) => atMostRisk(n, k, tolerable, risk));
}

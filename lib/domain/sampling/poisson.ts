import { percent, type Rational } from './rational';
import { type PlanningRates, planningRates, type SampleSize, smallestSize } from './smallest-size';

/** Fixed point of the series: rounding stays below 10⁻⁵⁰, and e^λ of a rational λ is never itself rational. */
const ONE = 10n ** 60n;
/** Digits after the point of a reliability factor. */
const FACTOR_SCALE = 10_000n;

/** P(X ≤ k) ≤ risk for X ~ Poisson(mean): Σ up to k of meanⁱ/i! against risk · Σ over all i. */
function poissonAtMostRisk(k: number, mean: Rational, risk: Rational): boolean {
  let term = ONE;
  let upToK = ONE;
  let whole = ONE;
  for (let i = 1n; i <= BigInt(k) || term > 0n; i++) {
    term = (term * mean.numerator) / (mean.denominator * i);
    whole += term;
    if (i <= BigInt(k)) upToK += term;
  }
  return upToK * risk.denominator <= risk.numerator * whole;
}

/**
 * Monetary-unit size: the smallest n with P(X ≤ ⌈n·expected⌉ | Poisson(n·tolerable)) ≤ risk (sampling.md, "Sizes": at 5 % risk
 * and 0 expected, tolerable 10/5/3/2/1 % give 30/60/100/150/300). Null where no size up to 5,000 does; throws as
 * `planningRates` does.
 */
export function monetarySampleSize(rates: PlanningRates): SampleSize | null {
  const { risk, tolerable, expected } = planningRates(rates);
  return smallestSize(expected, (n, k) =>
    poissonAtMostRisk(k, { numerator: BigInt(n) * tolerable.numerator, denominator: tolerable.denominator }, risk),
  );
}

/** Reliability factor of `deviations` at a risk: the mean below which so few are seen with at most that probability, in 1/10,000, rounded up. */
function reliabilityFactor(deviations: number, riskPercent: string): bigint {
  const risk = percent(riskPercent);
  const meets = (mean: bigint) => poissonAtMostRisk(deviations, { numerator: mean, denominator: FACTOR_SCALE }, risk);
  let low = 0n;
  let high = FACTOR_SCALE;
  while (!meets(high)) high *= 2n;
  while (low < high) {
    const middle = (low + high) / 2n;
    if (meets(middle)) high = middle;
    else low = middle + 1n;
  }
  return high;
}

/** The reliability factor with two decimals, rounded up: "3.00", "4.75", "6.30" for 0, 1, 2 at 5 % risk (AICPA). */
export function reliabilityFactorText(deviations: number, riskPercent: string): string {
  return hundredths((reliabilityFactor(deviations, riskPercent) + 99n) / 100n);
}

/**
 * Upper bound of the misstated share of a population's value at 1 − risk, in percent with two decimals, rounded up:
 * reliability factor ÷ size. `deviations` of `size` monetary units are wholly misstated; never above 100.
 */
export function monetaryUpperBoundPercent(size: number, deviations: number, riskPercent: string): string {
  if (!Number.isInteger(size) || !Number.isInteger(deviations) || size < 1 || deviations < 0 || deviations > size)
    throw new Error(`No such result: ${deviations} of ${size}.`);
  const n = BigInt(size);
  const bound = (reliabilityFactor(deviations, riskPercent) + n - 1n) / n;
  return bound >= FACTOR_SCALE ? '100.00' : hundredths(bound);
}

function hundredths(value: bigint): string {
  return `${value / 100n}.${String(value % 100n).padStart(2, '0')}`;
}

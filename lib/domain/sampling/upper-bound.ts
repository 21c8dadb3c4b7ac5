import { percent, type Rational } from './rational';

/** Digits after the point of the rate, so that the answer in percent has two exact ones. */
const SCALE = 10_000n;

/** P(X ≤ k) ≤ risk for X ~ Binomial(n, p/SCALE), exactly. */
function tailAtMost(n: bigint, k: bigint, p: bigint, risk: Rational): boolean {
  const q = SCALE - p;
  let sum = 0n;
  let choose = 1n;
  for (let i = 0n; i <= k; i++) {
    sum += choose * p ** i * q ** (n - i);
    choose = (choose * (n - i)) / (i + 1n);
  }
  return sum * risk.denominator <= risk.numerator * SCALE ** n;
}

/**
 * Exact (Clopper–Pearson) one-sided upper confidence bound of a deviation rate at 1 − risk, in percent with two decimals,
 * rounded up so that the stated bound is never too low ("4.96"). `sample` ≥ 1 records tested, `deviations` of them failed.
 */
export function upperBoundPercent(sample: number, deviations: number, riskPercent: string): string {
  if (!Number.isInteger(sample) || !Number.isInteger(deviations) || sample < 1 || deviations < 0 || deviations > sample)
    throw new Error(`No such result: ${deviations} of ${sample}.`);
  if (deviations === sample) return '100.00';
  const risk = percent(riskPercent);
  let low = 0n;
  let high = SCALE;
  while (low < high) {
    const middle = (low + high) / 2n;
    if (tailAtMost(BigInt(sample), BigInt(deviations), middle, risk)) high = middle;
    else low = middle + 1n;
  }
  return `${high / 100n}.${String(high % 100n).padStart(2, '0')}`;
}

import { monetaryUpperBoundPercent } from './poisson';
import { upperBoundPercent } from './upper-bound';

/** Beyond this the Poisson bound, a little higher than the exact one, is stated in its place. */
const MOST_EXACT = 5_000;

/** How a bound was computed. */
export type BoundMethod = 'Clopper–Pearson' | 'Poisson';

/** The way of computing a bound: exact for shares of records, by Poisson for shares of value and for very large samples. */
export function boundMethod(base: 'records' | 'value', sample: number): BoundMethod {
  return base === 'records' && sample <= MOST_EXACT ? 'Clopper–Pearson' : 'Poisson';
}

/** Upper bound of a deviation rate at 1 − risk, in percent with two decimals, rounded up. Throws where `deviations` of `sample` cannot be. */
export function deviationBound(base: 'records' | 'value', sample: number, deviations: number, riskPercent: string): string {
  const bound = boundMethod(base, sample) === 'Clopper–Pearson' ? upperBoundPercent : monetaryUpperBoundPercent;
  return bound(sample, deviations, riskPercent);
}

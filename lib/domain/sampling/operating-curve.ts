import type { TwoStageSizes } from './two-stage';

/**
 * When a plan accepts what it samples: with at most so many deviations among `size` records, with at most so many wholly misstated
 * ones among `size` monetary units, or by the two stages of a table.
 */
export type AcceptancePlan =
  | { kind: 'records' | 'value'; size: number; acceptable: number }
  | ({ kind: 'two-stage'; initialThreshold: number } & TwoStageSizes);

export interface CurvePoint {
  /** The true rate, in percent. */
  ratePercent: number;
  /** The chance that the plan accepts at that rate, from 0 to 1. */
  accepted: number;
}

/** Where an axis may end, in percent: at the first at which hardly anything is accepted any more. */
const ENDS = [1, 2, 5, 10, 15, 20, 30, 50, 100] as const;
const HARDLY = 0.01;
const STEPS = 60;
/** Rates whose chances a reader asks for first, in percent. */
const READ_AT = [0.5, 1, 2, 3, 5, 7.5, 10, 15, 20, 30, 50] as const;

/**
 * The chance that a plan accepts when a share `rate` (0 to 1) of what it samples deviates: Binomial for records, as the sizes of
 * the AICPA table are; Poisson for monetary units; and for two stages, that the first has fewer errors than lead to the second,
 * or both together fewer than indicate resubmission. In floating point: for drawing, never for a size.
 */
export function acceptanceChance(plan: AcceptancePlan, rate: number): number {
  switch (plan.kind) {
    case 'records':
      return atMost(plan.acceptable, plan.size, rate);
    case 'value':
      return poissonAtMost(plan.acceptable, plan.size * rate);
    case 'two-stage': {
      const { firstStage, total, resubmission, initialThreshold } = plan;
      const first = binomial(firstStage, rate, Math.min(firstStage, resubmission - 1));
      return first.reduce(
        (sum, chance, errors) =>
          sum + chance * (errors < initialThreshold ? 1 : atMost(resubmission - 1 - errors, total - firstStage, rate)),
        0,
      );
    }
  }
}

/** The operating curve from 0 to where hardly anything is accepted, as 61 points with ascending rates. */
export function operatingCurve(plan: AcceptancePlan): CurvePoint[] {
  const end = ENDS.find((percent) => acceptanceChance(plan, percent / 100) <= HARDLY) ?? 100;
  return Array.from({ length: STEPS + 1 }, (_, step) => pointAt(plan, (end * step) / STEPS));
}

/** The curve at round rates up to where it ends: what a table says of it. */
export function curveAtRoundRates(plan: AcceptancePlan): CurvePoint[] {
  const end = operatingCurve(plan).at(-1)?.ratePercent ?? 100;
  return READ_AT.filter((percent) => percent <= end).map((percent) => pointAt(plan, percent));
}

function pointAt(plan: AcceptancePlan, ratePercent: number): CurvePoint {
  return { ratePercent, accepted: acceptanceChance(plan, ratePercent / 100) };
}

/** P(X = 0), …, P(X = most) for X ~ Binomial(n, rate). Logarithms keep large n from underflowing. */
function binomial(n: number, rate: number, most: number): number[] {
  if (rate <= 0) return [1];
  if (rate >= 1) return Array.from({ length: most + 1 }, (_, k) => (k === n ? 1 : 0));
  const [hit, miss] = [Math.log(rate), Math.log1p(-rate)];
  const chances: number[] = [];
  let choose = 0;
  for (let k = 0; k <= most; k++) {
    chances.push(Math.exp(choose + k * hit + (n - k) * miss));
    choose += Math.log((n - k) / (k + 1));
  }
  return chances;
}

/** P(X ≤ k) for X ~ Binomial(n, rate); never above 1 by rounding. */
function atMost(k: number, n: number, rate: number): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return Math.min(1, sumOf(binomial(n, rate, k)));
}

function poissonAtMost(k: number, mean: number): number {
  if (mean <= 0) return 1;
  const terms: number[] = [];
  let log = -mean;
  for (let i = 0; i <= k; i++) {
    terms.push(Math.exp(log));
    log += Math.log(mean / (i + 1));
  }
  return Math.min(1, sumOf(terms));
}

function sumOf(terms: readonly number[]): number {
  return terms.reduce((sum, term) => sum + term, 0);
}

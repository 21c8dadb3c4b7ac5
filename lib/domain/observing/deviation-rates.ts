import { z } from 'zod';
import { boundMethod, deviationBound } from '../sampling/deviation-bound';

/** What a test of one record on one attribute came to; `untestable`: the record was removed because it could not be tested. */
export const CASE_OUTCOMES = ['pass', 'fail', 'inconclusive', 'untestable'] as const;
export type CaseOutcome = (typeof CASE_OUTCOMES)[number];

/**
 * A random sample that says something of what it was drawn from: a draw, the part of it that lies in one line of business, or one
 * stratum. Draws that were not made at random are none; a second stage is one sample with its first.
 */
export interface RandomSample {
  /** Key of the draw; a stratum's stands behind it. */
  draw: string;
  base: 'records' | 'value';
  /** Keys of its records, and how many of its units each stands for: 1 of records, of monetary units those that hit it. */
  records: ReadonlyMap<string, number>;
  riskPercent: string;
  tolerablePercent: string;
}

export const deviationRateSchema = z.strictObject({
  draw: z.string(),
  sample: z.number().int(),
  deviations: z.number().int(),
  riskPercent: z.string(),
  tolerablePercent: z.string(),
  upperPercent: z.string(),
  method: z.string(),
});
export type DeviationRate = z.infer<typeof deviationRateSchema>;

/** Whether an outcome counts as a deviation: what could not be shown to be right counts as wrong (sampling.md, "Sizes"). */
function isDeviation(outcome: CaseOutcome): boolean {
  return outcome !== 'pass';
}

/**
 * Deviation rates of one attribute, one a random sample, with their exact upper bound. `outcomes`: what the attribute's cases came to, by
 * record; records without one are not tested yet and are in neither number. A sample of which nothing is tested has no rate.
 */
export function deviationRates(samples: readonly RandomSample[], outcomes: ReadonlyMap<string, CaseOutcome>): DeviationRate[] {
  return samples.flatMap(({ draw, base, records, riskPercent, tolerablePercent }) => {
    let sample = 0;
    let deviations = 0;
    for (const [record, units] of records) {
      const outcome = outcomes.get(record);
      if (outcome === undefined) continue;
      sample += units;
      if (isDeviation(outcome)) deviations += units;
    }
    if (sample === 0) return [];
    const upperPercent = deviationBound(base, sample, deviations, riskPercent);
    return [{ draw, sample, deviations, riskPercent, tolerablePercent, upperPercent, method: boundMethod(base, sample) }];
  });
}

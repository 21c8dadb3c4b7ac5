import { z } from 'zod';
import type { CaseOutcome } from './deviation-rates';

/** How records came into the sample, the first that applies. Figures over the population rest on random ones alone. */
export const ORIGINS = ['random', 'anomaly', 'boundary', 'judgmental', 'requested'] as const;
export type OriginKind = (typeof ORIGINS)[number];

const countsSchema = z.strictObject({ tested: z.number().int(), failed: z.number().int(), inconclusive: z.number().int() });

/** Cases of an attribute by how their records came into the sample; an origin without cases has zeros. */
export const originCountsSchema = z.strictObject({
  random: countsSchema,
  anomaly: countsSchema,
  boundary: countsSchema,
  judgmental: countsSchema,
  requested: countsSchema,
});
export type OriginCounts = z.infer<typeof originCountsSchema>;

const NONE = { tested: 0, failed: 0, inconclusive: 0 };

/** Counts tested cases by origin; one that could not be tested is inconclusive. */
export function originCounts(cases: readonly { origin: OriginKind; outcome: CaseOutcome }[]): OriginCounts {
  const counts: OriginCounts = {
    random: { ...NONE },
    anomaly: { ...NONE },
    boundary: { ...NONE },
    judgmental: { ...NONE },
    requested: { ...NONE },
  };
  for (const { origin, outcome } of cases) {
    counts[origin].tested += 1;
    if (outcome === 'fail') counts[origin].failed += 1;
    else if (outcome !== 'pass') counts[origin].inconclusive += 1;
  }
  return counts;
}

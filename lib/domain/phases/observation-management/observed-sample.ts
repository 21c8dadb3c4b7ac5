import type { OriginKind } from '../../observing/origin-counts';
import type { DrawFact } from '../sample-selection/facts';
import { randomSamples } from '../sample-selection/random-samples';
import type { Sample } from '../sample-selection/sample-item';
import type { ObservedSample } from './derive-observations';

/** What is asked of a sampled record. */
export type SampledRecord = Pick<Sample, 'origins' | 'values' | 'stratum' | 'category' | 'requestedBy'>;

/**
 * The sample of a line of business as its observations see it: how each record came into it, the first that applies, and its random
 * samples, the part of each draw that lies in the line.
 */
export function observedSample(
  draws: readonly { key: string; draw: DrawFact }[],
  samples: readonly (readonly [record: string, sample: SampledRecord])[],
): ObservedSample {
  const random = randomSamples(draws, samples);
  const atRandom = new Set(random.flatMap(({ records }) => [...records.keys()]));
  return { random, origins: new Map(samples.map(([record, sample]) => [record, atRandom.has(record) ? 'random' : originOf(sample)])) };
}

function originOf({ category, origins, requestedBy }: SampledRecord): OriginKind {
  if (category === 'anomaly' || category === 'boundary') return category;
  return requestedBy !== null || origins.some(({ source }) => source === 'approver') ? 'requested' : 'judgmental';
}

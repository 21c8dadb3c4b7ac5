import type { RandomSample } from '../../observing/deviation-rates';
import { unitsOf } from '../../sampling/monetary-unit';
import type { MonetaryDesign } from './draw-design';
import type { DrawFact } from './facts';
import type { Sample } from './sample-item';

/** Where the size was set by hand, neither was stated. */
const UNSTATED = { riskPercent: '5', tolerablePercent: '5' };

/** What is asked of a sampled record: all samples of a version, or those of one line of business. */
export type DrawnSample = Pick<Sample, 'origins' | 'values' | 'stratum' | 'category'>;
type Drawn = readonly (readonly [record: string, sample: DrawnSample])[];

function planned({ size }: DrawFact): Pick<RandomSample, 'riskPercent' | 'tolerablePercent'> {
  return size === null || size.by === 'hand' ? UNSTATED : { riskPercent: size.riskPercent, tolerablePercent: size.tolerablePercent };
}

function ofDraws(samples: Drawn, ...draws: readonly string[]): Drawn {
  return samples.filter(([, { origins }]) => origins.some(({ draw }) => draw !== null && draws.includes(draw)));
}

/**
 * Monetary units that a record stands for: 1, or, where it is larger than the interval and so taken with certainty, as many whole
 * intervals as it has.
 */
function monetaryUnits({ attribute, decimals, units, value }: MonetaryDesign, { values }: DrawnSample): number {
  const amount = unitsOf(values[attribute] ?? '', decimals);
  const all = unitsOf(value, decimals);
  if (amount === null || all === null || all <= 0n) return 1;
  return Math.max(1, Number((amount * BigInt(units)) / all));
}

function samplesOf(key: string, draw: DrawFact, samples: Drawn, isExtended: boolean): RandomSample[] {
  const { design } = draw;
  const sample = (drawn: Drawn, of = key, unitsFor: (one: DrawnSample) => number = () => 1): RandomSample => ({
    draw: of,
    base: design?.kind === 'monetary-unit' ? 'value' : 'records',
    records: new Map(drawn.map(([record, one]) => [record, unitsFor(one)])),
    ...planned(draw),
  });
  const own = ofDraws(samples, key);
  switch (design?.kind) {
    case undefined:
      return draw.method === 'random' ? [sample(own)] : [];
    case 'stratified':
      if (design.allocation !== 'table') return [sample(own)];
      return design.strata.map(({ stratum }) =>
        sample(
          own.filter(([, one]) => one.stratum === stratum),
          `${key}/${stratum}`,
        ),
      );
    case 'monetary-unit':
      return [sample(own, key, (one) => monetaryUnits(design, one))];
    case 'mix':
      return [sample(own.filter(([, { category }]) => category === 'clean'))];
    case 'two-stage':
      if (isExtended) return [];
      return [sample(design.stage === 2 && design.extends !== null ? ofDraws(samples, design.extends, key) : own)];
  }
}

/**
 * The random samples among the draws of a Sample Selection, with their records among `samples`: strata apart where their sizes were not in
 * proportion, of a mix the clean records, both stages of a two-stage draw as one, monetary units by value. Judgmental records, those
 * asked for, and whole populations are in none. Samples without records are left out. Which lines are stated for them: `evaluationLines`.
 */
export function randomSamples(draws: readonly { key: string; draw: DrawFact }[], samples: Drawn): RandomSample[] {
  const extended = draws.flatMap(({ draw: { design } }) =>
    design?.kind === 'two-stage' && design.extends !== null ? [design.extends] : [],
  );
  return draws.flatMap(({ key, draw }) => samplesOf(key, draw, samples, extended.includes(key))).filter(({ records }) => records.size > 0);
}

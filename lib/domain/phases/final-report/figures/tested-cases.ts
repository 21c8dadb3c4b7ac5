import { type CaseOutcome, type DeviationRate, deviationRates, type RandomSample } from '../../../observing/deviation-rates';
import type { Cite } from '../../../phase/figure';
import { randomSamples } from '../../sample-selection/random-samples';
import type { ReportedRun, ReportSources } from './sources';

/** What the cases of one attribute came to, in all lines of business. */
export interface TestedAttribute {
  code: string;
  name: string;
  tested: number;
  failed: number;
  inconclusive: number;
  /** One for each random sample, over all lines of business. */
  rates: readonly DeviationRate[];
  /** The versions of tests that hold cases of it. */
  cites: readonly Cite[];
}

/** The random samples that the report was drawn by, with the records that stayed in them. */
export function reportedSamples({ sample }: Pick<ReportSources, 'sample'>): RandomSample[] {
  if (sample === null) return [];
  return randomSamples(
    sample.draws,
    sample.samples.filter(([, { decision }]) => decision === 'include'),
  );
}

/** Every accepted run of the report with the version that holds it. */
export function reportedRuns({ lines }: Pick<ReportSources, 'lines'>): { run: ReportedRun; cite: Cite }[] {
  return lines.flatMap(({ tests }) => tests.flatMap(({ cite, runs }) => runs.map((run) => ({ run, cite }))));
}

/** The versions of all tests. */
export function testCites({ lines }: Pick<ReportSources, 'lines'>): Cite[] {
  return lines.flatMap(({ tests }) => tests.map(({ cite }) => cite));
}

/** The versions of all observations. */
export function observationCites({ lines }: Pick<ReportSources, 'lines'>): Cite[] {
  return lines.flatMap(({ observations }) => (observations === null ? [] : [observations.cite]));
}

/**
 * What was tested, by attribute in the order of Planning: counts over all lines of business, and the deviation rate of each random sample
 * with its exact bound. What is inconclusive counts as a deviation; records that were not drawn at random are in no rate.
 */
export function testedAttributes(sources: ReportSources): TestedAttribute[] {
  const random = reportedSamples(sources);
  const byAttribute = new Map<string, { run: ReportedRun; cite: Cite }[]>();
  for (const one of reportedRuns(sources)) {
    const known = byAttribute.get(one.run.attribute);
    if (known === undefined) byAttribute.set(one.run.attribute, [one]);
    else known.push(one);
  }
  const names = new Map((sources.planning?.attributes ?? []).map(({ code, name }) => [code, name]));
  const ordered = [...names.keys(), ...[...byAttribute.keys()].filter((code) => !names.has(code)).sort()];
  return ordered.flatMap((code) => {
    const cases = byAttribute.get(code);
    if (cases === undefined) return [];
    const outcomes = new Map<string, CaseOutcome>(cases.map(({ run }) => [run.record, run.result]));
    const of = (result: ReportedRun['result']) => cases.filter(({ run }) => run.result === result).length;
    return [
      {
        code,
        name: names.get(code) ?? code,
        tested: cases.length,
        failed: of('fail'),
        inconclusive: of('inconclusive'),
        rates: deviationRates(random, outcomes),
        cites: cases.map(({ cite }) => cite),
      },
    ];
  });
}

/** The greatest bound among the rates of attributes; null where there is none. Bounds are texts of two decimals. */
export function greatestRate(attributes: readonly TestedAttribute[]): { attribute: TestedAttribute; rate: DeviationRate } | null {
  const all = attributes.flatMap((attribute) => attribute.rates.map((rate) => ({ attribute, rate })));
  const [first, ...others] = all;
  if (first === undefined) return null;
  return others.reduce((worst, one) => (Number(one.rate.upperPercent) > Number(worst.rate.upperPercent) ? one : worst), first);
}

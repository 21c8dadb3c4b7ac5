import { GRADES } from '../../../observing/severity';
import { percent } from '../../../percent';
import type { Figure } from '../../../phase/figure';
import type { Observation } from '../../observation-management/observation-item';
import { DRAW_PREFIX } from '../../sample-selection/facts';
import { countText, figure, shareText } from './figure';
import type { ReportSources } from './sources';
import { greatestRate, observationCites, reportedRuns, reportedSamples, type TestedAttribute, testCites } from './tested-cases';

/** An observation that stands by itself and was kept. */
export function isKept({ decision, mergedInto }: Pick<Observation, 'decision' | 'mergedInto'>): boolean {
  return mergedInto === null && decision !== 'not-an-issue';
}

/** The observations of all lines of business that stand by themselves and were kept. */
export function keptObservations({ lines }: Pick<ReportSources, 'lines'>): readonly Observation[] {
  return lines.flatMap(({ observations }) => observations?.observations.map(([, one]) => one) ?? []).filter(isKept);
}

/** What was tested, what it came to, and how grave that is. */
export function summaryFigures(sources: ReportSources, attributes: readonly TestedAttribute[]): Figure[] {
  const tests = testCites(sources);
  const runs = reportedRuns(sources).map(({ run }) => run);
  const of = (result: string) => runs.filter((run) => run.result === result).length;
  const random = new Set(reportedSamples(sources).flatMap(({ records }) => [...records.keys()]));
  const atRandom = runs.filter(({ record }) => random.has(record));
  const passed = atRandom.filter(({ result }) => result === 'pass').length;
  const sampled = sources.sample === null ? [] : [sources.sample.cite];
  const observed = observationCites(sources);
  const kept = keptObservations(sources);
  const greatest = greatestRate(attributes);
  return [
    ...figure('lines', 'Lines of business', countText(sources.lines.length), 'Lines of business among the included samples.', sampled),
    ...figure('cases.tested', 'Test cases', countText(runs.length), 'Runs that a Test Executive accepted, each case once.', tests),
    ...figure('cases.failed', 'Failed', countText(of('fail')), 'Accepted runs whose values do not agree.', tests),
    ...figure('cases.inconclusive', 'Inconclusive', countText(of('inconclusive')), 'Accepted runs without a value to compare with.', tests),
    ...figure(
      'random.passed',
      'Passed at random',
      shareText(passed, atRandom.length, percent(passed, atRandom.length)),
      'Accepted runs that pass, of those on records drawn at random. Its bound is stated for each attribute.',
      [...tests, ...sampled],
    ),
    ...(greatest === null
      ? []
      : figure(
          'bound.greatest',
          'Greatest bound',
          `${greatest.rate.upperPercent} % (${greatest.attribute.name}, draw ${greatest.rate.draw.slice(DRAW_PREFIX.length)})`,
          'The greatest upper bound of a deviation rate, over all attributes and random samples.',
          [...greatest.attribute.cites, ...sampled],
        )),
    ...figure(
      'observations.total',
      'Observations',
      countText(kept.length),
      'Observations that were kept; one that is told with another counts with it.',
      observed,
    ),
    ...GRADES.flatMap((grade) =>
      figure(
        `observations.${grade}`,
        `Observations, ${grade}`,
        countText(kept.filter(({ severity }) => severity === grade).length),
        `Observations that were kept, of ${grade} severity.`,
        observed,
      ),
    ),
  ];
}

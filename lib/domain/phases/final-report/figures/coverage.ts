import { percent } from '../../../percent';
import type { Figure } from '../../../phase/figure';
import { COVERAGE_LABELS, scopeCoverage, scopeFigures } from '../../scoping/figures';
import { countText, figure, figureCode, shareText } from './figure';
import type { ReportSources } from './sources';
import { reportedRuns, reportedSamples, testCites } from './tested-cases';

function ofScope({ planning, scoping }: ReportSources): Figure[] {
  const included = planning?.attributes.filter(({ decision }) => decision === 'include') ?? [];
  const attributes =
    planning === null
      ? []
      : figure('attributes', 'Attributes', countText(included.length), 'Attributes of the report that Planning includes.', [planning.cite]);
  if (scoping === null) return attributes;
  const figures = scopeFigures(scoping.attributes);
  const cites = [scoping.cite];
  return [
    ...attributes,
    ...figure('scope.tested', 'Attributes to test', countText(figures.test), 'Attributes that Scoping has tested.', cites),
    ...figure('scope.keys', 'Keys', countText(figures.keys), 'Attributes of the record’s key, in scope by rule.', cites),
    ...figure('scope.share', 'In scope', `${figures.inScopePercent ?? '0.0'} %`, 'Attributes to test and keys, of all attributes.', cites),
    ...figure('scope.overridden', 'Overridden', countText(figures.overridden), 'Tested though not recommended.', cites),
    ...figure('scope.declined', 'Declined', countText(figures.declined), 'Not tested though recommended.', cites),
    ...scopeCoverage(scoping.attributes).flatMap(({ kind, inScope, all, percent: share }) =>
      figure(
        `coverage.${kind}`,
        `${COVERAGE_LABELS[kind]} in scope`,
        shareText(inScope, all, share),
        'To test or a key, of all of the kind.',
        cites,
      ),
    ),
  ];
}

function ofSample(sources: ReportSources): Figure[] {
  const { sample, planning } = sources;
  if (sample === null) return [];
  const cites = [sample.cite];
  const included = sample.samples.filter(([, { decision }]) => decision === 'include');
  const random = new Set(reportedSamples(sources).flatMap(({ records }) => [...records.keys()]));
  const byLine = new Map<string, number>();
  for (const [, { lob }] of included) if (lob !== null) byLine.set(lob, (byLine.get(lob) ?? 0) + 1);
  const records = planning?.records ?? null;
  return [
    ...(records === null || planning === null
      ? []
      : figure('records.population', 'Records', countText(records), 'Records of the pinned data file that were accepted.', [
          planning.cite,
        ])),
    ...figure(
      'records.sampled',
      'Sampled records',
      records === null ? countText(included.length) : shareText(included.length, records, percent(included.length, records, 2)),
      'Samples that are included.',
      cites,
    ),
    ...figure('records.random', 'Drawn at random', countText(random.size), 'Included samples that a random draw chose.', cites),
    ...[...byLine]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([lob, count]) =>
        figure(figureCode('line', lob, 'records'), `Samples, ${lob}`, countText(count), 'Included samples of the line of business.', cites),
      ),
  ];
}

function ofCases(sources: ReportSources): Figure[] {
  const requests = sources.lines.flatMap((line) => line.requests);
  const cites = requests.map(({ cite }) => cite);
  const cases = requests.flatMap((request) => request.cases);
  const tested = reportedRuns(sources).length;
  return [
    ...figure(
      'cases.asked',
      'Cases',
      countText(cases.length),
      'Included samples on the attributes to test, for which evidence was asked.',
      cites,
    ),
    ...figure(
      'cases.covered',
      'Cases tested',
      shareText(tested, cases.length, percent(tested, cases.length)),
      'Cases with an accepted run, of those for which evidence was asked.',
      [...cites, ...testCites(sources)],
    ),
    ...figure(
      'cases.unobtainable',
      'Evidence not to be had',
      countText(cases.filter(({ unobtainable }) => unobtainable !== '').length),
      'Cases of which a Test Executive agreed that their evidence cannot be had; they count as inconclusive.',
      cites,
    ),
  ];
}

/** What of the report was tested: attributes, records and cases. */
export function coverageFigures(sources: ReportSources): Figure[] {
  return [...ofScope(sources), ...ofSample(sources), ...ofCases(sources)];
}

import { describe, expect, it } from 'vitest';
import { OWNER } from '../../../../test/support/observed-cases';
import { cite, reportedRun, reportSources } from '../../../../test/support/report-sources';
import { figureSchema } from '../../phase/figure';
import { upperBoundPercent } from '../../sampling/upper-bound';
import { derivedCodes, deriveSections, figureValues } from './derive-sections';
import { figureCode } from './figures/figure';
import type { ReportSources } from './figures/sources';
import { SECTIONS } from './section-item';

const values = (sources: ReportSources = reportSources()) =>
  figureValues(Object.values(deriveSections(sources)).map((figures) => ({ figures })));
const figureOf = (code: string, sources: ReportSources = reportSources()) =>
  Object.values(deriveSections(sources))
    .flat()
    .find((figure) => figure.code === code);

describe('the figures of a report', () => {
  it.each([
    ['lines', '1'],
    ['cases.tested', '6'],
    ['cases.failed', '3'],
    ['cases.inconclusive', '1'],
    ['random.passed', '1 of 4 (25.0 %)'],
    ['observations.total', '2'],
    ['attributes', '3'],
    ['scope.tested', '2'],
    ['scope.declined', '1'],
    ['coverage.cde', '1 of 1 (100.0 %)'],
    ['records.population', '1,000'],
    ['records.sampled', '3 of 1,000 (0.30 %)'],
    ['records.random', '2'],
    ['line.Retail.records', '3'],
    ['cases.asked', '6'],
    ['cases.covered', '6 of 6 (100.0 %)'],
    ['cases.unobtainable', '1'],
    ['draws', '1'],
    ['draw.001.seed', 's'],
    ['comparisons.looser', '1'],
    ['phase.scoping.versions', '2'],
    ['phase.scoping.returned', '1'],
    ['phase.scoping.decided', `${OWNER} (report owner)`],
    ['phase.request-info.versions', '7'],
    ['dq.score', '75.00 %'],
    ['attribute.INCOME.failed', '3'],
    ['attribute.RATE.inconclusive', '1'],
    ['pattern.scale-100', '2'],
    ['findings.returned', '0'],
    ['untested', '1'],
    ['untested.FEE', 'Tested last quarter.'],
    ['unobtainable.RATE', '1: The file burnt.'],
  ])('say of %s: %s', (code, value) => {
    expect(values().get(code)).toBe(value);
  });

  it('state the exact bound of each random sample over all lines of business', () => {
    expect(values().get('rate.INCOME.001')).toBe(`2 of 2, at most ${upperBoundPercent(2, 2, '5')} %`);
    expect(values().get('rate.RATE.001')).toBe(`1 of 2, at most ${upperBoundPercent(2, 1, '5')} %`);
    expect(values().get('bound.greatest')).toBe(`${upperBoundPercent(2, 2, '5')} % (Name of INCOME, draw 001)`);
    const [line] = reportSources().lines;
    if (line === undefined) throw new Error('no line');
    const [tests] = line.tests;
    const apart = [
      line.tests,
      [{ cite: cite('test-execution', 'Retail/2'), runs: [reportedRun('RATE', 'L-1'), reportedRun('RATE', 'L-2')] }],
    ];
    const income = {
      ...tests,
      cite: cite('test-execution', 'Retail/1'),
      runs: (tests?.runs ?? []).filter(({ attribute }) => attribute === 'INCOME'),
    };
    const two = reportSources({ lines: [{ ...line, tests: [income, ...(apart[1] ?? [])] }] });
    expect(values(two).get('rate.RATE.001')).toBe(`0 of 2, at most ${upperBoundPercent(2, 0, '5')} %`);
    expect(figureOf('attribute.RATE.tested', two)?.cites.map(({ instance }) => instance)).toEqual(['Retail/2']);
  });

  it('each have a code of their own, a rule, and a version that they cite', () => {
    const figures = Object.values(deriveSections(reportSources())).flat();
    for (const figure of figures) expect(figureSchema.parse(figure)).toEqual(figure);
    expect(derivedCodes(deriveSections(reportSources())).size).toBe(figures.length);
    expect(figureCode('attribute', 'A.B {x}')).toBe('attribute.A%2EB%20%7Bx%7D');
  });

  it('leave out what there is no version of', () => {
    const without = reportSources({ planning: null, profiling: null, scoping: null, lines: [], history: [] });
    const derived = deriveSections(without);
    expect(SECTIONS.map((section) => derived[section].length > 0)).toEqual([true, true, true, false, false, false, false, false]);
    expect(values(without).has('scope.tested')).toBe(false);
  });

  it('say of a monetary draw nothing that tells of values', () => {
    const { sample } = reportSources();
    if (sample === null) throw new Error('no sample');
    const [drawn] = sample.draws;
    if (drawn === undefined) throw new Error('no draw');
    const certain = { records: 1, value: '777.00' };
    const design = {
      kind: 'monetary-unit',
      attribute: 'AMOUNT',
      decimals: 2,
      units: 2,
      interval: '777.00',
      value: '1554.00',
      selection: 'fixed-interval',
      certain,
      leftOut: { negative: { records: 0, value: '0' }, zero: 0, blank: 0, unreadable: 0 },
    } as unknown as NonNullable<typeof drawn.draw.design>;
    const draws = [{ ...drawn, draw: { ...drawn.draw, method: 'monetary-unit' as const, design } }];
    expect(JSON.stringify(deriveSections(reportSources({ sample: { ...sample, draws } }))['02-approach'])).not.toMatch(/777|1554/);
  });

  it('say who mends what until when, and what is let be', () => {
    const exceptions: ReportSources['exceptions'] = [
      {
        cite: cite('observation-management', 'Retail'),
        itemKey: 'INCOME/sign',
        lob: 'Retail',
        attribute: 'INCOME',
        pattern: 'sign',
        until: '2027-01-15',
        reason: 'The system is replaced.',
      },
    ];
    const recommendations = deriveSections(reportSources({ exceptions }))['07-recommendations'];
    expect(recommendations.map(({ label, value }) => [label, value])).toEqual([
      ['Retail: Name of INCOME: Off by a factor of 100', expect.stringContaining(`${OWNER}, no day named`)],
      ['Retail: Name of INCOME: Opposite sign', expect.stringContaining(OWNER)],
      ['Retail: INCOME, opposite sign', 'Let be until 2027-01-15: The system is replaced.'],
    ]);
  });
});

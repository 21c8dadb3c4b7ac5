import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { upperBoundPercent } from '../sampling/upper-bound';
import { CASE_OUTCOMES, type CaseOutcome, deviationRateSchema, deviationRates, type RandomSample } from './deviation-rates';
import { groupFailures, observationKey } from './group-failures';
import { ORIGINS, originCounts, originCountsSchema } from './origin-counts';
import { GRADES, proposedSeverity, type SeverityFacts } from './severity';

const sampleOf = (count: number, more: Partial<RandomSample> = {}): RandomSample => ({
  draw: '$draw/001',
  base: 'records',
  records: new Map(Array.from({ length: count }, (_, index) => [`r${index}`, 1])),
  riskPercent: '5',
  tolerablePercent: '5',
  ...more,
});
const outcomesOf = (...outcomes: readonly CaseOutcome[]) => new Map(outcomes.map((outcome, index) => [`r${index}`, outcome]));
const passes = (count: number) => Array.from({ length: count }, (): CaseOutcome => 'pass');

describe('deviation rates', () => {
  it('state the exact bound of 59 records without a deviation and with one', () => {
    expect(deviationRates([sampleOf(59)], outcomesOf(...passes(59)))).toEqual([
      {
        draw: '$draw/001',
        sample: 59,
        deviations: 0,
        riskPercent: '5',
        tolerablePercent: '5',
        upperPercent: '4.96',
        method: 'Clopper–Pearson',
      },
    ]);
    expect(deviationRates([sampleOf(59)], outcomesOf('fail', ...passes(58)))).toMatchObject([
      { deviations: 1, upperPercent: upperBoundPercent(59, 1, '5') },
    ]);
  });

  it('count as deviations what failed, what is inconclusive and what could not be tested', () => {
    const [rate] = deviationRates([sampleOf(20)], outcomesOf('fail', 'inconclusive', 'untestable', ...passes(17)));
    expect(rate).toMatchObject({ sample: 20, deviations: 3 });
    expect(deviationRateSchema.parse(rate)).toEqual(rate);
  });

  it('leave out what is not tested yet, records of no random draw, and samples of which nothing is tested', () => {
    const outcomes = new Map([...outcomesOf(...passes(10)), ['judgmental', 'fail' as const]]);
    expect(deviationRates([sampleOf(20), sampleOf(0, { draw: '$draw/002' })], outcomes)).toMatchObject([{ sample: 10, deviations: 0 }]);
  });

  it('count monetary units as often as they hit a record', () => {
    const records = new Map([
      ['r0', 3],
      ['r1', 1],
      ['r2', 26],
    ]);
    expect(deviationRates([sampleOf(0, { base: 'value', records })], outcomesOf('fail', 'pass', 'pass'))).toMatchObject([
      { sample: 30, deviations: 3, method: 'Poisson' },
    ]);
  });

  it('are computed by Poisson where the exact bound would take too long', () => {
    expect(deviationRates([sampleOf(5_001)], outcomesOf(...passes(5_001)))).toMatchObject([{ method: 'Poisson', upperPercent: '0.06' }]);
  });
});

describe('counts by origin', () => {
  it('add up to the cases, whatever they came to', () => {
    const cases = fc.array(fc.record({ origin: fc.constantFrom(...ORIGINS), outcome: fc.constantFrom(...CASE_OUTCOMES) }));
    fc.assert(
      fc.property(cases, (tested) => {
        const counts = originCountsSchema.parse(originCounts(tested));
        const all = Object.values(counts);
        expect(all.reduce((sum, count) => sum + count.tested, 0)).toBe(tested.length);
        expect(all.reduce((sum, count) => sum + count.failed + count.inconclusive, 0)).toBe(
          tested.filter(({ outcome }) => outcome !== 'pass').length,
        );
      }),
    );
  });
});

const facts = (more: Partial<SeverityFacts>): SeverityFacts => ({
  rates: [],
  failed: 1,
  cde: false,
  historicalIssue: false,
  risk: null,
  ...more,
});
const rate = (upperPercent: string, tolerablePercent = '5') => ({ upperPercent, tolerablePercent });

describe('the proposed severity', () => {
  it.each<[Partial<SeverityFacts>, string, number, number]>([
    [{ failed: 0 }, 'informational', 0, 0],
    [{}, 'low', 1, 0],
    [{ rates: [rate('4.99')] }, 'informational', 0, 0],
    [{ rates: [rate('5.00')] }, 'low', 1, 0],
    [{ rates: [rate('14.99')] }, 'low', 2, 0],
    [{ rates: [rate('15.00')] }, 'medium', 3, 0],
    [{ rates: [rate('99.00')] }, 'medium', 4, 0],
    [{ rates: [rate('99.00')], historicalIssue: true }, 'high', 4, 1],
    [{ rates: [rate('99.00')], cde: true, risk: 7 }, 'critical', 4, 3],
    [{ rates: [rate('99.00')], cde: true, risk: 6 }, 'high', 4, 2],
    [{ rates: [rate('5.00'), rate('10.00'), rate('4.00', '2.5')] }, 'low', 2, 0],
    [{ rates: [rate('0.06', '0')] }, 'medium', 4, 0],
    [{ cde: true, historicalIssue: true, risk: 10 }, 'high', 1, 4],
  ])('of %j is %s', (given, grade, exposure, importance) => {
    expect(proposedSeverity(facts(given))).toMatchObject({ grade, exposure, importance });
  });

  it('shows its arithmetic', () => {
    expect(proposedSeverity(facts({ rates: [rate('12.10')], cde: true, risk: 8 })).arithmetic).toBe(
      'Exposure 2: bound 12.10 % ÷ tolerable 5 %, rounded down 2, at most 4. Importance 3 (critical data element 2, risk 8 of 10 1). Together 5: high.',
    );
    expect(proposedSeverity(facts({ failed: 3 })).arithmetic).toBe(
      'Exposure 1: no random records were tested, and 3 of the others failed. Importance 0. Together 1: low.',
    );
  });

  it('never falls with a higher bound or a more important attribute', () => {
    const hundredths = fc.integer({ min: 0, max: 10_000 }).map((value) => (value / 100).toFixed(2));
    fc.assert(
      fc.property(hundredths, hundredths, fc.boolean(), fc.boolean(), (a, b, cde, historicalIssue) => {
        const [low, high] = Number(a) <= Number(b) ? [a, b] : [b, a];
        const place = (given: Partial<SeverityFacts>) => GRADES.indexOf(proposedSeverity(facts(given)).grade);
        expect(place({ rates: [rate(high)], cde, historicalIssue })).toBeLessThanOrEqual(
          place({ rates: [rate(low)], cde, historicalIssue }),
        );
        expect(place({ rates: [rate(low)], cde: true, historicalIssue })).toBeLessThanOrEqual(
          place({ rates: [rate(low)], cde, historicalIssue }),
        );
      }),
    );
  });

  it('is not computed from what is no percentage', () => {
    expect(() => proposedSeverity(facts({ rates: [rate('n/a')] }))).toThrow('No percentages');
  });
});

describe('grouping failures', () => {
  it('puts each case in exactly one group, whatever their order', () => {
    const failures = fc.uniqueArray(
      fc.record({
        caseId: fc.string(),
        attribute: fc.constantFrom('A', 'A/B', 'A\\'),
        pattern: fc.constantFrom('sign', 'B/sign', 'code-map 1→2'),
      }),
      { selector: ({ caseId }) => caseId },
    );
    fc.assert(
      fc.property(failures, (cases) => {
        const groups = groupFailures(cases);
        expect(groups.flatMap((group) => group.cases).sort()).toEqual(cases.map(({ caseId }) => caseId).sort());
        expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
        for (const group of groups) {
          const own = cases.filter(({ attribute, pattern }) => attribute === group.attribute && pattern === group.pattern);
          expect(group.cases).toHaveLength(own.length);
        }
        expect(groupFailures([...cases].reverse())).toEqual(groups);
      }),
    );
  });

  it('keeps keys apart that a slash would make one', () => {
    expect(observationKey('A/B', 'sign')).toBe('A\\/B/sign');
    expect(observationKey('A', 'B/sign')).toBe('A/B/sign');
    expect(observationKey('A\\', 'sign')).not.toBe(observationKey('A', '\\/sign'));
  });

  it('refuses a case that is there twice', () => {
    const twice = { caseId: 'c', attribute: 'A', pattern: 'sign' };
    expect(() => groupFailures([twice, twice])).toThrow('failed twice');
  });
});

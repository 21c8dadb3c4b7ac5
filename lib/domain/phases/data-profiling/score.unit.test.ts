import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIMENSIONS, type RuleResult, SEVERITIES } from './rule-item';
import { passRate, ruleScore, type ScoredRule } from './score';

const result = (tested: number, failed: number, status: RuleResult['status'] = 'ran') => ({
  status,
  tested,
  passed: tested - failed,
  failed,
  message: '',
  population: 'h',
});
const rule = (changes: Partial<ScoredRule>): ScoredRule => ({
  decision: 'include',
  severity: 'critical',
  dimension: 'completeness',
  result: result(100, 0),
  ...changes,
});

describe('the data quality score', () => {
  it('weighs pass rates by severity and dimension', () => {
    // (1 × 1.0×1.0 + 0.5 × 0.4×0.7) / (1.0×1.0 + 0.4×0.7) = 1.14 / 1.28
    const score = ruleScore([rule({}), rule({ severity: 'low', dimension: 'uniqueness', result: result(10, 5) })]);
    expect(score).toMatchObject({ score: '89.06', counted: 2 });
    expect(score.byDimension).toEqual([
      { dimension: 'completeness', score: '100.00', counted: 1, cannotRun: 0, misread: 0, testedNothing: 0, notRun: 0 },
      { dimension: 'uniqueness', score: '50.00', counted: 1, cannotRun: 0, misread: 0, testedNothing: 0, notRun: 0 },
    ]);
  });

  it('leaves out of both sums what cannot run, tested nothing or was not run, and counts it beside', () => {
    const beside = [
      rule({ result: result(9, 9, 'misread') }),
      rule({ result: result(0, 0, 'cannot-run') }),
      rule({ result: result(0, 0, 'tested-nothing') }),
      rule({ result: null }),
    ];
    expect(ruleScore([rule({ result: result(8, 2) }), ...beside])).toMatchObject({
      score: '75.00',
      counted: 1,
      cannotRun: 1,
      misread: 1,
      testedNothing: 1,
      notRun: 1,
    });
    expect(ruleScore(beside)).toMatchObject({ score: null, counted: 0 });
    expect(ruleScore([])).toMatchObject({ score: null, byDimension: [] });
  });

  it('counts used rules only', () => {
    expect(
      ruleScore([rule({}), rule({ decision: 'exclude', result: result(1, 1) }), rule({ decision: null, result: result(1, 1) })]),
    ).toMatchObject({ score: '100.00', counted: 1 });
  });

  it('is the formula, rounded half up, whatever the order of the rules', () => {
    const tenths = {
      critical: 10,
      high: 8,
      medium: 6,
      low: 4,
      completeness: 10,
      accuracy: 10,
      validity: 9,
      consistency: 8,
      uniqueness: 7,
      timeliness: 7,
    };
    const scored = fc.record({
      severity: fc.constantFrom(...SEVERITIES),
      dimension: fc.constantFrom(...DIMENSIONS),
      tested: fc.integer({ min: 1, max: 1_000_000 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(scored, { minLength: 1, maxLength: 30 }), (rules) => {
        const made = rules.map(({ severity, dimension, tested, share }) =>
          rule({ severity, dimension, result: result(tested, Math.floor(tested * share)) }),
        );
        const weight = ({ severity, dimension }: ScoredRule) => tenths[severity] * tenths[dimension];
        const expected =
          (100 * made.reduce((sum, one) => sum + (weight(one) * (one.result?.passed ?? 0)) / (one.result?.tested ?? 1), 0)) /
          made.reduce((sum, one) => sum + weight(one), 0);
        const { score } = ruleScore(made);
        const isAtAnEnd = score === '99.99' || score === '0.01';
        expect(Math.abs(Number(score) - expected)).toBeLessThanOrEqual((isAtAnEnd ? 0.01 : 0.005) + 1e-6);
        expect(ruleScore(made.toReversed()).score).toBe(score);
      }),
    );
  });

  it('is never 100 while a record fails, nor 0 while one passes', () => {
    expect([passRate(999_999, 1_000_000), passRate(1, 1_000_000), passRate(7, 7), passRate(0, 7)]).toEqual([
      '99.99',
      '0.01',
      '100.00',
      '0.00',
    ]);
  });

  it('states a pass rate with two places, and none where nothing was tested', () => {
    expect([passRate(1, 3), passRate(2, 3), passRate(0, 5), passRate(0, 0)]).toEqual(['33.33', '66.67', '0.00', null]);
  });
});

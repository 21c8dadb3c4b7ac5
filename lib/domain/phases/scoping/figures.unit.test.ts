import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recommended } from '../../../../test/support/recommended';
import { percent } from '../../percent';
import { scopeCoverage, scopeFigures } from './figures';
import { effortInWords, plannedSamples, scopeImpact } from './impact';
import type { ScopedAttribute } from './scope-item';

describe('figures', () => {
  it('counts what is in scope, decided against the recommendation, and agreed', async () => {
    const base = await recommended({ cde: true });
    const scope = [
      { ...base, recommendation: 'key', decision: null, finalScoping: 'key' },
      { ...base, decision: 'accept', finalScoping: 'test' },
      { ...base, decision: 'decline', finalScoping: 'skip', failedRules: 1 },
      { ...base, cde: false, decision: 'override', finalScoping: 'test', risk: 7 },
      { ...base, cde: false, historicalIssue: true },
    ] as ScopedAttribute[];
    expect(scopeFigures(scope)).toEqual({
      attributes: 5,
      test: 2,
      skip: 1,
      keys: 1,
      undecided: 1,
      accepted: 1,
      declined: 1,
      overridden: 1,
      inScopePercent: '60.0',
      overridesPercent: '33.3',
      agreementPercent: '33.3',
    });
    expect(
      scopeCoverage(scope).map(({ kind, inScope, leftOut, undecided, all, percent: share }) => [
        kind,
        inScope,
        leftOut,
        undecided,
        all,
        share,
      ]),
    ).toEqual([
      ['cde', 2, 1, 0, 3, '66.7'],
      ['historical-issue', 0, 0, 1, 1, '0.0'],
      ['failed-rules', 0, 1, 0, 1, '0.0'],
      ['high-risk', 1, 0, 0, 1, '100.0'],
    ]);
    expect(scopeFigures([])).toMatchObject({ inScopePercent: null, overridesPercent: null, agreementPercent: null });
  });

  it('rounds half up by whole numbers', () => {
    expect([
      percent(1, 3),
      percent(2, 3),
      percent(1, 2000),
      percent(1, 2001),
      percent(0, 7),
      percent(7, 7),
      percent(1, 0),
      percent(1, 3, 0),
      percent(1, 3, 2),
    ]).toEqual(['33.3', '66.7', '0.1', '0.1', '0.0', '100.0', null, '33', '33.33']);
    fc.assert(
      fc.property(
        fc.nat(10_000),
        fc.integer({ min: 1, max: 10_000 }),
        (part, whole) => Math.abs(Number(percent(part, whole, 2)) - (100 * part) / whole) <= 0.005 + 1e-9,
      ),
    );
  });
});

describe('impact', () => {
  const plan = { by: 'table' as const, samples: 0, riskPercent: '5', tolerablePercent: '5', expectedPercent: '0' };

  it('plans samples by the table or as typed, and says why there are none', () => {
    expect(plannedSamples(plan)).toEqual({ samples: 59, why: 'By the AICPA table: risk 5 %, tolerable 5 %, expected 0 %.' });
    expect(plannedSamples({ ...plan, by: 'typed', samples: 25 }).samples).toBe(25);
    expect(plannedSamples({ ...plan, by: 'typed' })).toMatchObject({ samples: null });
    expect(plannedSamples({ ...plan, tolerablePercent: 'x' }).samples).toBeNull();
    expect(plannedSamples({ ...plan, expectedPercent: '9' })).toEqual({
      samples: null,
      why: 'The expected rate must be below the tolerable rate.',
    });
  });

  it('multiplies samples and attributes to test, and says the effort in words', () => {
    expect(scopeImpact({ samples: 59, attributes: 47, minutesEach: 10 })).toEqual({ testCases: 2773, minutes: 27730 });
    expect([0, 1, 45, 60, 90, 725, 27730].map(effortInWords)).toEqual([
      '0 minutes',
      '1 minute',
      '45 minutes',
      '1 hour',
      '1.5 hours',
      '12.1 hours',
      '462 hours',
    ]);
  });
});

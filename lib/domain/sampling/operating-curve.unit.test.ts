import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeSampleSize } from './attribute-size';
import { type AcceptancePlan, acceptanceChance, curveAtRoundRates, operatingCurve } from './operating-curve';
import { monetarySampleSize } from './poisson';
import { HMDA_TABLE, twoStageRow, twoStageSizes } from './two-stage';

function hmda(count: number): AcceptancePlan {
  const row = twoStageRow(HMDA_TABLE, count);
  if (row === null) throw new Error('no row');
  return { kind: 'two-stage', initialThreshold: HMDA_TABLE.initialThreshold, ...twoStageSizes(row, count) };
}

const planned = fc.record({
  riskPercent: fc.constantFrom('5', '10'),
  tolerablePercent: fc.constantFrom('3', '5', '8', '12.5'),
  expectedPercent: fc.constantFrom('0', '0.5', '1'),
});

describe('an operating curve', () => {
  it('passes through the risk at the tolerable rate, because the size was chosen so', () => {
    fc.assert(
      fc.property(planned, fc.constantFrom('records' as const, 'value' as const), (rates, kind) => {
        const sized = kind === 'records' ? attributeSampleSize(rates) : monetarySampleSize(rates);
        if (sized === null) return;
        const [risk, tolerable] = [Number(rates.riskPercent) / 100, Number(rates.tolerablePercent) / 100];
        expect(acceptanceChance({ kind, ...sized }, tolerable)).toBeLessThanOrEqual(risk + 1e-9);
        expect(acceptanceChance({ kind, size: sized.size - 1, acceptable: sized.acceptable }, tolerable)).toBeGreaterThan(risk);
      }),
    );
  });
  it('falls from 1, and never rises', () => {
    const plans: AcceptancePlan[] = [
      { kind: 'records', size: 59, acceptable: 0 },
      { kind: 'records', size: 5_000, acceptable: 200 },
      { kind: 'value', size: 300, acceptable: 2 },
      hmda(12),
      hmda(300),
      hmda(2_000_000),
    ];
    for (const plan of plans) {
      const points = operatingCurve(plan);
      expect(points).toHaveLength(61);
      expect(points[0]).toEqual({ ratePercent: 0, accepted: 1 });
      for (const [at, point] of points.entries()) expect(point.accepted).toBeLessThanOrEqual((points[at - 1]?.accepted ?? 1) + 1e-12);
      expect(points.at(-1)?.accepted).toBeLessThanOrEqual(0.01);
    }
  });
  it('of the two unconfirmed HMDA rows is that of the row before them at a resubmission of 5, and not at 4', () => {
    const indicated = (plan: AcceptancePlan) => [0.05, 0.1].map((rate) => Number((1 - acceptanceChance(plan, rate)).toFixed(2)));
    expect(indicated(hmda(120))).toEqual([0.18, 0.66]);
    expect([150, 400].map((count) => indicated(hmda(count)))).toEqual([
      [0.13, 0.63],
      [0.15, 0.66],
    ]);
    expect([150, 400].map((count) => indicated({ ...hmda(count), resubmission: 4 } as AcceptancePlan))).toEqual([
      [0.25, 0.74],
      [0.27, 0.76],
    ]);
  });
  it('is a census where a plan tests everything: accepted as long as there are too few errors', () => {
    expect(acceptanceChance({ kind: 'two-stage', initialThreshold: 2, firstStage: 12, total: 12, resubmission: 3 }, 1)).toBe(0);
    expect(acceptanceChance({ kind: 'records', size: 3, acceptable: 3 }, 1)).toBe(1);
  });
  it('is read at round rates, up to where it ends', () => {
    const rates = curveAtRoundRates({ kind: 'records', size: 59, acceptable: 0 });
    expect(rates.map(({ ratePercent }) => ratePercent)).toEqual([0.5, 1, 2, 3, 5, 7.5, 10]);
    expect(rates.find(({ ratePercent }) => ratePercent === 5)?.accepted).toBeCloseTo(0.0485, 4);
  });
});

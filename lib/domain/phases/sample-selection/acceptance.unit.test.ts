import { describe, expect, it } from 'vitest';
import { acceptancePlan } from './acceptance';

const RATES = { riskPercent: '5', tolerablePercent: '5', expectedPercent: '1' };
const TWO_STAGE = {
  kind: 'two-stage' as const,
  table: 'A table',
  dated: '2017-08',
  caveat: '',
  unconfirmed: [],
  firstStage: 30,
  total: 79,
  resubmission: 4,
  initialThreshold: 2,
  stage: 1 as const,
  extends: null,
};

describe('the plan that a draw was made by', () => {
  it('accepts with as many deviations as the rates of its size allow', () => {
    expect(acceptancePlan({ method: 'random', drawn: 93, size: { by: 'table', ...RATES } })).toEqual({
      kind: 'records',
      size: 93,
      acceptable: 1,
    });
  });
  it('accepts with none where the size was set by hand', () => {
    expect(acceptancePlan({ method: 'random', drawn: 25, size: { by: 'hand', count: 25, reason: 'As last year' } })).toEqual({
      kind: 'records',
      size: 25,
      acceptable: 0,
    });
  });
  it('is the table’s in both stages', () => {
    for (const stage of [1, 2] as const)
      expect(acceptancePlan({ method: 'two-stage', drawn: 30, size: null, design: { ...TWO_STAGE, stage } })).toEqual({
        kind: 'two-stage',
        firstStage: 30,
        total: 79,
        resubmission: 4,
        initialThreshold: 2,
      });
  });
  it('is none for records that were chosen, or of which none came', () => {
    expect(acceptancePlan({ method: 'judgmental', drawn: 3, size: null })).toBeNull();
    expect(acceptancePlan({ method: 'whole-population', drawn: 300, size: null })).toBeNull();
    expect(acceptancePlan({ method: 'random', drawn: 0, size: { by: 'hand', count: 5, reason: 'Few' } })).toBeNull();
  });
});

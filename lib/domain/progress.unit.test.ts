import { describe, expect, it } from 'vitest';
import { chainProgress, dueInstants, phaseState, schedule } from './progress';

const opened = new Date('2026-11-02T08:00:00Z');

describe('progress', () => {
  it('derives the state from the versions alone', () => {
    expect(phaseState(null)).toBe('not_started');
    expect(phaseState({ open: null, approved: false })).toBe('in_progress');
    expect(phaseState({ open: 'draft', approved: true })).toBe('in_progress');
    expect(phaseState({ open: 'pending_approval', approved: true })).toBe('waiting');
    expect(phaseState({ open: null, approved: true })).toBe('complete');
  });

  it('warns at four fifths of the allowance and is late after it', () => {
    const { warnAt, dueAt } = dueInstants(opened, 10);
    const at = (instant: Date, offsetMs: number) =>
      schedule({ state: 'in_progress', dueAt, allowanceHours: 10 }, new Date(instant.getTime() + offsetMs));
    expect(at(warnAt, -1)).toBe('on_track');
    expect(at(warnAt, 0)).toBe('at_risk');
    expect(at(dueAt, 0)).toBe('at_risk');
    expect(at(dueAt, 1)).toBe('past_due');
    expect(schedule({ state: 'complete', dueAt, allowanceHours: 10 }, new Date('2030-01-01'))).toBe('none');
  });

  it('never calls an empty set finished', () => {
    expect(chainProgress({ state: 'in_progress', decided: 0, total: 0 })).toBeNull();
    expect(chainProgress({ state: 'in_progress', decided: 1, total: 4 })).toBe(0.25);
    expect(chainProgress({ state: 'complete', decided: 0, total: 0 })).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import { chainProgress, phaseState, schedule } from './progress';

describe('progress', () => {
  it('derives the state from the versions alone', () => {
    expect(phaseState(null)).toBe('not_started');
    expect(phaseState({ open: null, approved: false })).toBe('in_progress');
    expect(phaseState({ open: 'draft', approved: true })).toBe('in_progress');
    expect(phaseState({ open: 'pending_approval', approved: true })).toBe('waiting');
    expect(phaseState({ open: null, approved: true })).toBe('complete');
  });

  it('is at risk from the warning on and past due after the due instant', () => {
    const deadlines = { warnAt: new Date('2026-11-02T14:24:00Z'), dueAt: new Date('2026-11-02T16:00:00Z') };
    const at = (instant: Date, offsetMs: number) =>
      schedule({ state: 'in_progress', ...deadlines }, new Date(instant.getTime() + offsetMs));
    expect(at(deadlines.warnAt, -1)).toBe('on_track');
    expect(at(deadlines.warnAt, 0)).toBe('at_risk');
    expect(at(deadlines.dueAt, 0)).toBe('at_risk');
    expect(at(deadlines.dueAt, 1)).toBe('past_due');
    expect(schedule({ state: 'complete', ...deadlines }, new Date('2030-01-01'))).toBe('none');
    expect(schedule({ state: 'waiting', warnAt: null, dueAt: null }, new Date('2030-01-01'))).toBe('none');
  });

  it('never calls an empty set finished', () => {
    expect(chainProgress({ state: 'in_progress', decided: 0, total: 0 })).toBeNull();
    expect(chainProgress({ state: 'in_progress', decided: 1, total: 4 })).toBe(0.25);
    expect(chainProgress({ state: 'complete', decided: 0, total: 0 })).toBe(1);
  });
});

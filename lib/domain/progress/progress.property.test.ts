import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../../../test/support/property-runs';
import { businessTimeBetween } from '../time/business-time';
import { BUSINESS_HOURS_A_DAY, DEFAULT_CALENDAR } from '../time/calendar';
import { AGES, ageBounds } from './ages';
import { countAll, INSTANCE_STATES, type InstanceState, instanceState, sumCounts, worstState } from './instance-state';
import { lastWeeks, weekOf } from './iso-week';
import { countedSteps, cycleProgress, isDropped, phaseProgress, reportProgress } from './workflow-progress';

const opened = fc.record({
  passed: fc.nat({ max: 9 }),
  due: fc.nat({ max: 9 }),
  state: fc.constantFrom(...INSTANCE_STATES.filter((state) => state !== 'not_started')),
});
const unopened = fc.constant({ passed: 0, due: 0, state: 'not_started' as const });
const instances = fc.array(fc.oneof({ weight: 4, arbitrary: opened }, unopened), { maxLength: 12 });

type Instance = { passed: number; due: number; state: InstanceState };

function phaseOf(all: readonly Instance[]) {
  const counts = sumCounts(all.map(({ state }) => ({ [state]: 1 })));
  const steps = all
    .filter(({ state }) => state !== 'not_started')
    .map((one) => countedSteps(one, one.state === 'complete'))
    .reduce((sum, one) => ({ passed: sum.passed + one.passed, due: sum.due + one.due }), { passed: 0, due: 0 });
  return { counts, steps, spread: true };
}

describe('workflow progress', () => {
  it('of a phase is Σ passed ÷ Σ due, and 1 only where every instance has passed all', () => {
    fc.assert(
      fc.property(instances, (all) => {
        const phase = phaseOf(all);
        const figure = phaseProgress(phase);
        expect(figure).toBeGreaterThanOrEqual(0);
        expect(figure).toBeLessThanOrEqual(1);
        expect(countAll(phase.counts)).toBe(all.length);
        if (all.every(({ state }) => state === 'complete') && all.length > 0) expect(figure).toBe(1);
        if (all.length === 0 || all.some(({ state }) => state === 'not_started')) expect(figure).toBeLessThan(1);
        if (all.every(({ state }) => state !== 'not_started') && all.length > 0) {
          const counted = all.map((one) => countedSteps(one, one.state === 'complete'));
          const sum = (what: 'passed' | 'due') => counted.reduce((total, one) => total + one[what], 0);
          expect(figure).toBeCloseTo(sum('passed') / sum('due'), 12);
        }
      }),
      propertyRuns(5_000, 500),
    );
  });

  it('of a report is the mean over the phases of its plan, and says at least while lanes are not known', () => {
    const half = { counts: { in_progress: 1 }, steps: { passed: 1, due: 2 }, spread: true };
    const unspread = { counts: {}, steps: { passed: 0, due: 0 }, spread: false };
    expect(reportProgress([half, half])).toEqual({ progress: 0.5, atLeast: false });
    expect(reportProgress([half, unspread])).toEqual({ progress: 0.25, atLeast: true });
    expect(reportProgress([])).toEqual({ progress: 0, atLeast: false });
  });

  it('of a cycle leaves out what was dropped, and has no figure of nothing', () => {
    const one = { progress: 0.4, atLeast: false, dropped: false };
    expect(cycleProgress([one, { ...one, progress: 0.8 }, { ...one, progress: 0, dropped: true }])).toEqual({
      progress: expect.closeTo(0.6, 12) as number,
      atLeast: false,
      of: 2,
    });
    expect(cycleProgress([{ ...one, dropped: true }])).toBeNull();
    expect(isDropped({ closed: true, counts: { complete: 3, not_started: 1 } })).toBe(true);
    expect(isDropped({ closed: true, counts: { complete: 3 } })).toBe(false);
    expect(isDropped({ closed: false, counts: { past_due: 3 } })).toBe(false);
  });
});

describe('the state of a cell', () => {
  it('is the worst of what is open, and complete only where all is', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...INSTANCE_STATES), { maxLength: 8 }), (states) => {
        const worst = worstState(sumCounts(states.map((state) => ({ [state]: 1 }))));
        const openOnes = ['past_due', 'at_risk', 'waiting', 'in_progress'] as const;
        const first = openOnes.find((state) => states.includes(state));
        if (first) expect(worst).toBe(first);
        expect(worst === 'complete').toBe(states.length > 0 && states.every((state) => state === 'complete'));
        expect(worst === 'not_started').toBe(states.every((state) => state === 'not_started'));
      }),
      propertyRuns(2_000, 300),
    );
  });

  it('of an instance is late by its instants alone, and never once it is complete or closed', () => {
    const now = new Date('2026-11-27T12:00:00Z');
    const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
    const open = { state: 'waiting', closed: false, warnAt: at(-60), dueAt: at(60) } as const;
    expect(instanceState(null, now)).toBe('not_started');
    expect(instanceState(open, now)).toBe('at_risk');
    expect(instanceState({ ...open, dueAt: now }, now)).toBe('at_risk');
    expect(instanceState({ ...open, dueAt: at(-1) }, now)).toBe('past_due');
    expect(instanceState({ ...open, warnAt: at(1) }, now)).toBe('waiting');
    expect(instanceState({ ...open, warnAt: null, dueAt: null }, now)).toBe('waiting');
    expect(instanceState({ ...open, dueAt: at(-1), state: 'complete' }, now)).toBe('complete');
    expect(instanceState({ ...open, dueAt: at(-1), closed: true }, now)).toBe('dropped');
  });
});

describe('ages', () => {
  const within = { min: new Date('2026-01-01T00:00:00Z'), max: new Date('2026-12-31T23:59:59Z'), noInvalidDate: true } as const;

  it('of a turn is the least whose days hold the business time since it began', () => {
    fc.assert(
      fc.property(fc.date(within), fc.integer({ min: 0, max: 30 * 86_400_000 }), (now, agoMs) => {
        const since = new Date(now.getTime() - agoMs);
        const days = businessTimeBetween(DEFAULT_CALENDAR, since, now) / (BUSINESS_HOURS_A_DAY * 3_600_000);
        const expected = AGES.find((age) => age === 'more' || days <= Number(age));
        const found = ageBounds(DEFAULT_CALENDAR, now).filter(
          ({ from, before }) => (from === null || since >= from) && (before === null || since < before),
        );
        expect(found.map(({ age }) => age)).toEqual([expected]);
      }),
      propertyRuns(500, 30),
    );
  });
});

describe('weeks', () => {
  it('begin on Mondays of the zone', () => {
    expect(weekOf(new Date('2026-11-29T23:30:00Z'), 'UTC')).toBe('2026-11-23');
    expect(weekOf(new Date('2026-11-29T23:30:00Z'), 'Europe/Berlin')).toBe('2026-11-30');
    expect(lastWeeks(new Date('2027-01-01T12:00:00Z'), 3, 'UTC')).toEqual(['2026-12-14', '2026-12-21', '2026-12-28']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../../../test/support/property-runs';
import { businessTimeBetween } from './business-time';
import { SHIPPED_CALENDARS } from './calendar';
import { type ClockEvent, type ClockEventKind, clockOf, stretchesOf } from './clock';
import { deadlinesOf } from './deadlines';
import { explainDue } from './explain-due';
import { alarmsDue, nextAlarm, PHASE_RUNGS, rungKey } from './ladder';

const HOUR_MS = 3_600_000;
const calendars = fc.constantFrom(...SHIPPED_CALENDARS);
const steps = fc.array(
  fc.record({
    kind: fc.constantFrom('paused', 'resumed', 'extended') as fc.Arbitrary<ClockEventKind>,
    afterHours: fc.integer({ min: 0, max: 60 }),
    minutes: fc.integer({ min: 1, max: 2_400 }),
  }),
  { maxLength: 8 },
);
const starts = fc.integer({ min: Date.parse('2026-02-20T00:00:00Z'), max: Date.parse('2026-12-31T00:00:00Z') });

/** A history of a clock that people could have made: paused while it runs, resumed while it is paused, extended while it runs. */
const histories = fc
  .record({ startMs: starts, allowed: fc.integer({ min: 60, max: 4_800 }), steps, calendar: calendars })
  .map(({ startMs, allowed, steps, calendar }) => {
    const start = new Date(startMs);
    const events: ClockEvent[] = [{ kind: 'started', at: start, minutes: allowed, ...deadlinesOf(start, allowed / 60, calendar) }];
    let atMs = startMs;
    for (const { kind, afterHours, minutes } of steps) {
      atMs += afterHours * HOUR_MS;
      const isPaused = clockOf(events, calendar)?.isPaused === true;
      if ((kind === 'resumed') !== isPaused) continue;
      events.push({ kind, at: new Date(atMs), minutes: kind === 'extended' ? minutes : null, warnAt: null, dueAt: null });
    }
    return { events, calendar, allowed };
  });

const workedMs = (calendar: (typeof SHIPPED_CALENDARS)[number], from: Date, to: Date): number => businessTimeBetween(calendar, from, to);

describe('a clock', () => {
  it('that is not past due at a pause runs for what was allowed, extensions included, and pauses not', () => {
    fc.assert(
      fc.property(histories, ({ events, calendar, allowed }) => {
        const clock = clockOf(events, calendar);
        if (clock === null) throw new Error('a started clock exists');
        const extended = events.reduce((sum, { kind, minutes }) => sum + (kind === 'extended' ? (minutes ?? 0) : 0), 0);
        expect(clock.allowedMinutes).toBe(allowed + extended);
        const passedAtPause = clock.pauses.some(
          ({ from }) =>
            clockOf(
              events.filter(({ at }) => at <= from),
              calendar,
            )!.dueAt <= from,
        );
        if (clock.isPaused || passedAtPause) return;
        const ran = stretchesOf(clock, clock.dueAt).reduce((sum, { from, to }) => sum + workedMs(calendar, from, to), 0);
        expect(ran).toBe((allowed + extended) * 60_000);
        expect(explainDue(clock, calendar).days.reduce((sum, { minutes }) => sum + minutes, 0)).toBeCloseTo(allowed + extended, 6);
        expect(clock.warnAt <= clock.dueAt).toBe(true);
      }),
      propertyRuns(10_000, 200),
    );
  });

  it('is never due earlier for a pause or an extension', () => {
    fc.assert(
      fc.property(histories, ({ events, calendar }) => {
        let before = clockOf(events.slice(0, 1), calendar)!;
        for (let upTo = 2; upTo <= events.length; upTo += 1) {
          const after = clockOf(events.slice(0, upTo), calendar)!;
          expect(after.dueAt >= before.dueAt).toBe(true);
          expect(after.warnAt >= before.warnAt).toBe(true);
          before = after;
        }
      }),
      propertyRuns(10_000, 200),
    );
  });

  it('counted again by the calendar that it has stays as it is', () => {
    fc.assert(
      fc.property(histories, ({ events, calendar }) => {
        const clock = clockOf(events, calendar)!;
        const adopted: ClockEvent = { kind: 'adopted', at: events.at(-1)!.at, minutes: null, warnAt: null, dueAt: null };
        const again = clockOf([...events, adopted], calendar)!;
        expect([again.warnAt, again.dueAt, again.isPaused]).toEqual([clock.warnAt, clock.dueAt, clock.isPaused]);
      }),
      propertyRuns(10_000, 100),
    );
  });
});

describe('alarms', () => {
  it('come in the order of the ladder, each once, and none before its instant', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 0, max: 4_000 }), ({ events, calendar }, hours) => {
        const clock = clockOf(events, calendar)!;
        const roles = ['tester'] as const;
        const facts = {
          clock,
          told: [],
          turn: 'prepare',
          roles,
          turns: [],
          allowances: {},
          escalationBusinessHours: 24,
          isOver: false,
        } as const;
        const at = new Date(clock.startedAt.getTime() + hours * HOUR_MS);
        const due = alarmsDue(facts, calendar, at);
        const places = due.map(({ rung }) => PHASE_RUNGS.findIndex((each) => each === rung));
        expect(places).toEqual([...new Set(places)].sort((one, other) => one - other));
        for (const alarm of due) expect(alarm.at > clock.termAt && alarm.at <= at).toBe(true);
        const next = nextAlarm({ ...facts, told: due.map(rungKey) }, calendar);
        if (next !== null) expect(next.at > at).toBe(true);
        if (clock.isPaused) expect(due).toEqual([]);
      }),
      propertyRuns(10_000, 200),
    );
  });
});

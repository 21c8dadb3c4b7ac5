import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../../../test/support/property-runs';
import { ROLES, type Role } from '../people/roles';
import { SHIPPED_CALENDARS, type WorkCalendar } from './calendar';
import { type Clock, type ClockEvent, type ClockEventKind, clockOf } from './clock';
import { deadlinesOf } from './deadlines';
import { hoursOn } from './holidays';
import { alarmsDue, ROLE_RUNGS } from './ladder';
import { type CountedTurn, showsAt, stopwatchesOf, stopwatchOf, usedMs } from './stopwatch';

const MINUTE_MS = 60_000;
const START_MS = Date.parse('2026-11-20T00:00:00Z');
const MINUTES = 25 * 1440;
/** What people do ends ten days before the window does. */
const HISTORY_MINUTES = 15 * 1440;

/** Which minutes of the window a calendar is open in, each asked for by itself: what a clock on the wall shows, looked up in the day's hours. */
const openMinutes = new Map<string, boolean[]>();
function isOpen(calendar: WorkCalendar): boolean[] {
  const known = openMinutes.get(calendar.name);
  if (known !== undefined) return known;
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: calendar.timeZone, dateStyle: 'short', timeStyle: 'short' });
  const open = Array.from({ length: MINUTES }, (_, minute) => {
    const [day = '', time = ''] = wall.format(START_MS + minute * MINUTE_MS).split(' ');
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    return hoursOn(calendar, day).some(({ from, to }) => from <= hours * 60 + minutes && hours * 60 + minutes < to);
  });
  openMinutes.set(calendar.name, open);
  return open;
}

const SUBJECTS = ['tester', 'report_owner', 'data_owner'] as const satisfies readonly Role[];
type Subject = (typeof SUBJECTS)[number];

interface History {
  calendar: WorkCalendar;
  clock: Clock;
  turns: CountedTurn[];
  /** The minutes of extensions, by the minute in which each was asked for. */
  extensions: { minute: number; minutes: number }[];
  /** Whether the clock is paused in a minute. */
  isPaused: (minute: number) => boolean;
  /** Whose turn it is in a minute. */
  whose: (minute: number) => readonly Role[];
}

const steps = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 2_000 }),
    what: fc.oneof(
      { weight: 3, arbitrary: fc.record({ roles: fc.subarray([...SUBJECTS]) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('paused', 'resumed', 'extended') as fc.Arbitrary<ClockEventKind> }) },
    ),
    minutes: fc.integer({ min: 1, max: 600 }),
  }),
  { maxLength: 14 },
);

/** Turns that pass between roles, to several at once and to nobody, while people pause, resume and extend the clock. */
const histories = fc
  .record({
    calendar: fc.constantFrom(...SHIPPED_CALENDARS),
    startMinute: fc.integer({ min: 0, max: 1_440 }),
    first: fc.subarray([...SUBJECTS]),
    steps,
  })
  .map(({ calendar, startMinute, first, steps }): History => {
    const date = (minute: number): Date => new Date(START_MS + minute * MINUTE_MS);
    const events: ClockEvent[] = [
      { kind: 'started', at: date(startMinute), minutes: 960, ...deadlinesOf(date(startMinute), 16, calendar) },
    ];
    const turns: (CountedTurn & { minute: number })[] = [{ minute: startMinute, at: date(startMinute), roles: first }];
    const pauses: { from: number; to: number }[] = [];
    const extensions: History['extensions'] = [];
    let minute = startMinute;
    for (const { after, what, minutes } of steps) {
      if (minute + after > HISTORY_MINUTES) break;
      minute += after;
      if ('roles' in what) {
        turns.push({ minute, at: date(minute), roles: what.roles });
        continue;
      }
      const paused = pauses.at(-1)?.to === Number.POSITIVE_INFINITY;
      if ((what.kind === 'resumed') !== paused) continue;
      events.push({ kind: what.kind, at: date(minute), minutes: what.kind === 'extended' ? minutes : null, warnAt: null, dueAt: null });
      if (what.kind === 'paused') pauses.push({ from: minute, to: Number.POSITIVE_INFINITY });
      if (what.kind === 'resumed') pauses[pauses.length - 1]!.to = minute;
      if (what.kind === 'extended') extensions.push({ minute, minutes });
    }
    return {
      calendar,
      clock: clockOf(events, calendar)!,
      turns,
      extensions,
      isPaused: (at) => pauses.some(({ from, to }) => from <= at && at < to),
      whose: (at) => turns.findLast((turn) => turn.minute <= at)?.roles ?? [],
    };
  });

/** What a stopwatch shows at the end of each minute, counted minute by minute. */
function counted({ calendar, isPaused, whose }: History, role: Subject): number[] {
  let sum = 0;
  return isOpen(calendar).map((open, minute) => {
    if (open && !isPaused(minute) && whose(minute).includes(role)) sum += 1;
    return sum;
  });
}

describe('a stopwatch', () => {
  it('shows what a count of every minute comes to: its role has the turn, the clock runs, the calendar is open', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(...SUBJECTS), fc.integer({ min: 0, max: MINUTES - 1 }), (history, role, minute) => {
        const stopwatch = stopwatchOf({ ...history, allowances: {} }, role);
        const at = new Date(START_MS + (minute + 1) * MINUTE_MS);
        expect(usedMs(stopwatch, history.calendar, at)).toBe(counted(history, role)[minute]! * MINUTE_MS);
      }),
      propertyRuns(10_000, 300),
    );
  });

  it('runs out in the minute in which that count reaches what is allowed, with what was given while the role had the turn', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(...SUBJECTS), fc.integer({ min: 1, max: 1_200 }), (history, role, allowed) => {
        const stopwatch = stopwatchOf({ ...history, allowances: { [role]: allowed / 60 } }, role);
        const given = history.extensions.reduce(
          (sum, { minute, minutes }) => sum + (history.whose(minute).includes(role) ? minutes : 0),
          0,
        );
        expect(stopwatch.allowedMs).toBe((allowed + given) * MINUTE_MS);
        const minute = counted(history, role).indexOf(allowed + given);
        const at = showsAt(stopwatch, history.calendar, (allowed + given) * MINUTE_MS);
        if (minute >= 0) expect(at).toEqual(new Date(START_MS + (minute + 1) * MINUTE_MS));
        else expect(at === null || at.getTime() > START_MS + MINUTES * MINUTE_MS).toBe(true);
      }),
      propertyRuns(10_000, 300),
    );
  });

  it('is there for each role that has an allowance or ever had the turn, and for no other', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const concerned = stopwatchesOf({ ...history, allowances: { test_executive: 8 } }).map(({ role }) => role);
        const had = new Set<Role>(['test_executive', ...history.turns.flatMap(({ roles }) => roles)]);
        expect(concerned).toEqual(ROLES.filter((role) => had.has(role)));
      }),
      propertyRuns(1_000, 100),
    );
  });
});

describe('the ladder of a role', () => {
  it('has each rung once, in order, on its own stopwatch, and none of a role that does not have the turn', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: MINUTES - 1 }), (history, hours, minute) => {
        const { clock, calendar, turns } = history;
        const last = turns.at(-1)!;
        const at = new Date(Math.max(START_MS + minute * MINUTE_MS, last.at.getTime()));
        const allowances = Object.fromEntries(SUBJECTS.map((role) => [role, hours]));
        const facts = { clock, turns, allowances, roles: last.roles, told: [], isOver: false, escalationBusinessHours: 4 } as const;
        const due = alarmsDue({ ...facts, turn: last.roles.length === 0 ? 'system' : 'prepare' }, calendar, at);
        if (clock.isPaused) expect(due).toEqual([]);
        for (const role of SUBJECTS) {
          const own = due.filter((alarm) => alarm.role === role);
          if (!last.roles.includes(role)) expect(own).toEqual([]);
          const places = own.map(({ rung }) => ROLE_RUNGS.findIndex((each) => each === rung));
          expect(places).toEqual([...new Set(places)].sort((one, other) => one - other));
          const stopwatch = stopwatchOf({ clock, turns, allowances }, role);
          for (const [index, alarm] of own.entries()) {
            const shown = usedMs(stopwatch, calendar, alarm.at) / MINUTE_MS;
            expect(shown).toBe(stopwatch.allowedMs! / MINUTE_MS + places[index]! * 240);
            expect(alarm.at > clock.termAt && alarm.at <= at).toBe(true);
          }
        }
        // Nobody has the turn without an allowance: the levels of the phase tell nobody.
        expect(due.filter((alarm) => alarm.role === null && alarm.rung.startsWith('level'))).toEqual([]);
      }),
      propertyRuns(10_000, 200),
    );
  });
});

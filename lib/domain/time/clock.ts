import { addBusinessTime, businessTimeBetween } from './business-time';
import type { WorkCalendar } from './calendar';
import { type Deadlines, deadlinesOf, WARNING_PERCENT } from './deadlines';

/** What can happen to the clock of a chain; an act of a person but for the first and the last. */
export const CLOCK_EVENTS = ['started', 'paused', 'resumed', 'extended', 'adopted', 'stopped'] as const;
export type ClockEventKind = (typeof CLOCK_EVENTS)[number];

/** An event of a clock as the ledger holds it. */
export interface ClockEvent {
  kind: ClockEventKind;
  at: Date;
  /** Business minutes: the allowance of a start, what an extension adds. Null of the others, and of starts before calendars had numbers. */
  minutes: number | null;
  /** The deadlines that a start gave. */
  warnAt: Date | null;
  dueAt: Date | null;
}

/** A clock as the events of one spell leave it. */
export interface Clock extends Deadlines {
  startedAt: Date;
  /** Business minutes allowed, extensions included; null where the start did not say. */
  allowedMinutes: number | null;
  extendedMinutes: number;
  /** Oldest first. */
  extensions: readonly { at: Date; minutes: number }[];
  /** Ascending and ended, but for the last while the clock is paused: the deadlines then are those of the beginning of the pause. */
  pauses: readonly { from: Date; to: Date | null }[];
  isPaused: boolean;
  isStopped: boolean;
  /** How often the deadlines were set anew; what was told of earlier ones is told again. */
  term: number;
  /** Since when the present ones are in force: what lies before is told to nobody. */
  termAt: Date;
}

const MINUTE_MS = 60_000;

/**
 * What the events of one spell, oldest first, come to by a calendar. Null where nothing started it. An adoption counts the whole
 * spell again by the calendar given; without one, the deadlines of the start are those it gave.
 * @throws CalendarWithoutHours
 */
export function clockOf(events: readonly ClockEvent[], calendar: WorkCalendar): Clock | null {
  const [start, ...later] = events;
  if (start === undefined || start.kind !== 'started') return null;
  const given = startOf(
    start,
    calendar,
    later.some(({ kind }) => kind === 'adopted'),
  );
  if (given === null) return null;
  return later.reduce<Clock>((clock, event) => after(clock, event, calendar), {
    ...given,
    startedAt: start.at,
    allowedMinutes: start.minutes,
    extendedMinutes: 0,
    extensions: [],
    pauses: [],
    isPaused: false,
    isStopped: false,
    term: 1,
    termAt: start.at,
  });
}

function startOf({ at, minutes, warnAt, dueAt }: ClockEvent, calendar: WorkCalendar, isAdopted: boolean): Deadlines | null {
  if (minutes !== null && (isAdopted || warnAt === null)) return deadlinesOf(at, minutes / 60, calendar);
  return warnAt === null || dueAt === null ? null : { warnAt, dueAt };
}

function after(clock: Clock, { kind, at, minutes }: ClockEvent, calendar: WorkCalendar): Clock {
  switch (kind) {
    case 'paused':
      return { ...clock, isPaused: true, pauses: [...clock.pauses, { from: at, to: null }] };
    case 'resumed':
      return resumed(clock, at, calendar);
    case 'extended': {
      const ms = (minutes ?? 0) * MINUTE_MS;
      return {
        ...clock,
        warnAt: addBusinessTime(calendar, clock.warnAt, (ms * WARNING_PERCENT) / 100),
        dueAt: addBusinessTime(calendar, clock.dueAt, ms),
        allowedMinutes: clock.allowedMinutes === null ? null : clock.allowedMinutes + (minutes ?? 0),
        extendedMinutes: clock.extendedMinutes + (minutes ?? 0),
        extensions: [...clock.extensions, { at, minutes: minutes ?? 0 }],
        term: clock.term + 1,
        termAt: at,
      };
    }
    case 'adopted':
      return { ...clock, term: clock.term + 1, termAt: at };
    case 'stopped':
      return { ...clock, isStopped: true };
    case 'started':
      return clock;
  }
}

/** What was left when the clock was paused is left when it goes on; what had passed stays passed. */
function resumed(clock: Clock, at: Date, calendar: WorkCalendar): Clock {
  const pause = clock.pauses.at(-1);
  if (pause === undefined || pause.to !== null) return clock;
  const moved = (instant: Date): Date =>
    instant <= pause.from ? instant : addBusinessTime(calendar, at, businessTimeBetween(calendar, pause.from, instant));
  return {
    ...clock,
    warnAt: moved(clock.warnAt),
    dueAt: moved(clock.dueAt),
    isPaused: false,
    pauses: [...clock.pauses.slice(0, -1), { from: pause.from, to: at }],
  };
}

/** The deadlines by which a phase is at risk and past due now: a paused one has none. */
export function deadlinesNow(clock: Clock | null): Deadlines | null {
  return clock === null || clock.isPaused ? null : { warnAt: clock.warnAt, dueAt: clock.dueAt };
}

/** The stretches in which the clock runs, up to an instant: between its pauses. */
export function stretchesOf({ startedAt, pauses }: Pick<Clock, 'startedAt' | 'pauses'>, until: Date): { from: Date; to: Date }[] {
  const stretches: { from: Date; to: Date }[] = [];
  let from: Date | null = startedAt;
  for (const pause of pauses) {
    if (from !== null) stretches.push({ from, to: pause.from < until ? pause.from : until });
    from = pause.to;
  }
  if (from !== null) stretches.push({ from, to: until });
  return stretches.filter((one) => one.from < one.to);
}

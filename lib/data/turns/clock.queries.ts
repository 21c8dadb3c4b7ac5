import type { WorkCalendar } from '#domain/time/calendar';
import { type Clock, type ClockEvent, clockOf } from '#domain/time/clock';
import type { CountedTurn, RoleAllowances } from '#domain/time/stopwatch';
import { calendarOf, type NumberedCalendar } from '../calendars/calendar.queries';
import type { Queryable } from '../sql/connection';
import { clockEventOf, countedTurnOf } from './clock-facts';
import { CLOCK_SQL, SPELL_TURNS_SQL, type StoredClockEvent, type StoredTurn } from './turn-facts';

/** The clock of a chain in its last spell. */
export interface ChainClock {
  /** Null where it was never started. */
  clock: Clock | null;
  /** Of that spell, oldest first. */
  events: readonly ClockEvent[];
  spell: number;
  /** Of all spells. */
  count: number;
  /** Null of chains opened before calendars had numbers. */
  calendarNumber: number | null;
  counting: NumberedCalendar;
  allowances: RoleAllowances;
  /** Of that spell, oldest first. */
  turns: readonly CountedTurn[];
}

/** Reads the clock of a chain. @throws Error where there is no such chain; CalendarWithoutHours */
export async function readClock(db: Queryable, chainId: string): Promise<ChainClock> {
  const { rows } = await db.query<{
    events: StoredClockEvent[];
    count: number;
    calendarNumber: number | null;
    definition: WorkCalendar | null;
    allowanceMinutes: number;
    allowances: RoleAllowances;
    turns: StoredTurn[];
  }>(
    `select ${CLOCK_SQL} as events, (select count(*)::int from clock_event k where k.chain_id = c.id) as count, c.calendar_number as "calendarNumber",
       (select k.definition from calendar_version k where k.number = c.calendar_number) as definition, c.allowance_business_hours * 60 as "allowanceMinutes",
       coalesce(c.role_allowances, '{}') as allowances, ${SPELL_TURNS_SQL} as turns
     from chain c where c.id = $1`,
    [chainId],
  );
  const [row] = rows;
  if (!row) throw new Error(`no such chain: ${chainId}`);
  const calendar = calendarOf(row.definition);
  const events = row.events.map((event) => clockEventOf(event, row.allowanceMinutes));
  return {
    clock: clockOf(events, calendar),
    events,
    spell: row.events[0]?.spell ?? 0,
    count: row.count,
    calendarNumber: row.calendarNumber,
    counting: { number: row.calendarNumber ?? 0, calendar },
    allowances: row.allowances,
    turns: row.turns.map(countedTurnOf),
  };
}

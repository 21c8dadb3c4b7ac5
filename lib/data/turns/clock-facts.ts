import { type Clock, type ClockEvent, clockOf } from '#domain/time/clock';
import { type Alarm, type AlarmFacts, nextAlarm } from '#domain/time/ladder';
import type { CountedTurn } from '#domain/time/stopwatch';
import type { LedgerTurn, NextTurn } from '#domain/time/turns';
import { calendarOf } from '../calendars/calendar.queries';
import type { StoredClockEvent, StoredTurn, TurnFacts } from './turn-facts';

/** An event as the domain counts it. A start that does not say what it allowed, allowed what its phase does. */
export function clockEventOf({ kind, at, minutes, warnAt, dueAt }: StoredClockEvent, allowanceMinutes: number): ClockEvent {
  const date = (text: string | null): Date | null => (text === null ? null : new Date(text));
  return {
    kind,
    at: new Date(at),
    minutes: kind === 'started' ? (minutes ?? allowanceMinutes) : minutes,
    warnAt: date(warnAt),
    dueAt: date(dueAt),
  };
}

/** The event with which a turn begins a spell, by the deadlines that its chain was given. */
export function startOfSpell(facts: Pick<TurnFacts, 'warnAt' | 'dueAt' | 'allowanceMinutes'>, { at }: Pick<NextTurn, 'at'>): ClockEvent {
  const { warnAt, dueAt, allowanceMinutes } = facts;
  return {
    ...{ kind: 'started', at, minutes: allowanceMinutes },
    warnAt: warnAt === null ? null : new Date(warnAt),
    dueAt: dueAt === null ? null : new Date(dueAt),
  };
}

/**
 * Whether a clock runs in a chain at all. One that was opened without a calendar and without deadlines has none, until it is reopened: the version of
 * the process by which its report runs has no clock.
 */
export function isTimed({ calendarNumber, warnAt, clock }: Pick<TurnFacts, 'calendarNumber' | 'warnAt' | 'clock'>): boolean {
  return calendarNumber !== null || warnAt !== null || clock.length > 0;
}

/** The clock of a chain as its events, and a turn that is about to be written, leave it. @throws CalendarWithoutHours */
export function clockOfFacts(facts: TurnFacts, next: Pick<NextTurn, 'at' | 'clock'> | null): Clock | null {
  const calendar = calendarOf(facts.calendar);
  if (next?.clock === 'started') return clockOf([startOfSpell(facts, next)], calendar);
  const events = facts.clock.map((event) => clockEventOf(event, facts.allowanceMinutes));
  if (next?.clock === 'stopped') events.push({ kind: 'stopped', at: next.at, minutes: null, warnAt: null, dueAt: null });
  return clockOf(events, calendar);
}

/** A turn as stopwatches count it. */
export function countedTurnOf({ at, roles }: StoredTurn): CountedTurn {
  return { at: new Date(at), roles };
}

/** The turn in which a chain stands, be it written or about to be. */
type Standing = Pick<LedgerTurn, 'seq' | 'spell' | 'at' | 'turn' | 'roles'>;

/** The turns of the spell in which a chain stands, oldest first, with that one. */
function turnsOf({ turns }: Pick<TurnFacts, 'turns'>, standing: Standing): CountedTurn[] {
  const before = turns.filter(({ seq, spell }) => spell === standing.spell && seq < standing.seq);
  return [...before.map(countedTurnOf), standing];
}

/** What was told in the present term of a clock; of a spell that is about to begin, nothing. */
function toldOf(facts: Pick<TurnFacts, 'told' | 'clock'>, clock: Clock | null, spell: number): string[] {
  if (clock === null || facts.clock[0]?.spell !== spell) return [];
  return facts.told.filter(({ term }) => term === clock.term).map(({ rung }) => rung);
}

/** What alarms of a chain follow from. Chains opened before calendars had numbers raise none: they were not promised any. */
export function alarmFacts(facts: TurnFacts, clock: Clock | null, standing: Standing): AlarmFacts {
  return {
    clock: facts.calendarNumber === null ? null : clock,
    told: toldOf(facts, clock, standing.spell),
    turn: standing.turn,
    roles: standing.roles,
    turns: turnsOf(facts, standing),
    allowances: facts.roleAllowances,
    escalationBusinessHours: facts.escalationBusinessHours,
    isOver: facts.closed,
  };
}

/** Whom the ladder tells next of a chain, and when; null where nobody has to be told. @throws CalendarWithoutHours */
export function alarmOf(facts: TurnFacts, clock: Clock | null, standing: Standing): Alarm | null {
  return nextAlarm(alarmFacts(facts, clock, standing), calendarOf(facts.calendar));
}

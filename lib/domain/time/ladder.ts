import { ROLES, type Role } from '../people/roles';
import { addBusinessTime } from './business-time';
import type { WorkCalendar } from './calendar';
import type { Clock } from './clock';
import { type CountedTurn, type RoleAllowances, type SpellTime, showsAt, stopwatchOf } from './stopwatch';
import type { Turn } from './turns';

/** What is told by the phase's clock while it is left alone, in its order: at risk, past due, and then to those above whoever has the turn. */
export const PHASE_RUNGS = ['warning', 'breach', 'level_1', 'level_2', 'level_3'] as const;
/** What is told by the stopwatch of a role that has an allowance: to the role that its time is used up, and then to those above it. */
export const ROLE_RUNGS = ['used_up', 'level_1', 'level_2', 'level_3'] as const;
type PhaseRung = (typeof PHASE_RUNGS)[number];
type RoleRung = (typeof ROLE_RUNGS)[number];
export type Rung = PhaseRung | RoleRung;

/** A rung of the phase's own ladder, or of a role's. */
export type LadderRung = { rung: PhaseRung; role: null } | { rung: RoleRung; role: Role };
export type Alarm = LadderRung & { at: Date };

/** Business hours to the first level, and from each level to the next, where a policy says nothing else. Source: domain.md, "Time". */
export const ESCALATION_BUSINESS_HOURS = 24;
const HOUR_MS = 3_600_000;

/** Who is told at the levels one, two and three, where this role has the turn. */
const ABOVE: Record<Role, readonly Role[]> = {
  tester: ['test_executive', 'report_owner', 'report_executive'],
  test_executive: ['report_owner', 'report_executive'],
  report_owner: ['report_executive'],
  report_executive: [],
  data_owner: ['data_executive', 'report_owner', 'report_executive'],
  data_executive: ['report_owner', 'report_executive'],
  admin: [],
  examiner: [],
};

/** What the next alarm of a chain follows from. */
export interface AlarmFacts {
  clock: Clock | null;
  /** The keys of the rungs that were told in the clock's present term. */
  told: readonly string[];
  turn: Turn;
  roles: readonly Role[];
  /** Of the spell, oldest first; the last is the present one. Only needed where a role has an allowance. */
  turns: readonly CountedTurn[];
  allowances: RoleAllowances;
  /** From the due date, or the end of a role's time, to the first level, and from each level to the next. */
  escalationBusinessHours: number;
  /** Nothing is left to do, or the report is closed. */
  isOver: boolean;
}

/** What distinguishes a rung from all others of a term: the name by which it is stored. */
export function rungKey({ rung, role }: LadderRung): string {
  return role === null ? rung : `${rung}:${role}`;
}

/** The rung that a key stands for; null where it stands for none. */
export function rungOf(key: string): LadderRung | null {
  const [name, of] = key.split(':');
  if (of === undefined) {
    const rung = PHASE_RUNGS.find((each) => each === name);
    return rung === undefined ? null : { rung, role: null };
  }
  const [rung, role] = [ROLE_RUNGS.find((each) => each === name), ROLES.find((each) => each === of)];
  return rung === undefined || role === undefined ? null : { rung, role };
}

/**
 * The roles that are told at a rung: of warning and breach those that have the turn, of a role's used time that role, of a level those above the
 * role, or above those that have the turn and no time of their own.
 */
export function rolesTold({ rung, role }: LadderRung, { roles, allowances }: Pick<AlarmFacts, 'roles' | 'allowances'>): readonly Role[] {
  const level = levelOf(rung);
  if (level === 0) return role === null ? roles : [role];
  const late = role === null ? roles.filter((each) => allowances[each] === undefined) : [role];
  return [...new Set(late.flatMap((each) => ABOVE[each][level - 1] ?? []))];
}

/**
 * The alarm that comes next, or is due already; null while nobody has the turn, the clock stands, or nobody is left to tell. What was due
 * before the deadlines in force were set is told to nobody. @throws CalendarWithoutHours
 */
export function nextAlarm(facts: AlarmFacts, calendar: WorkCalendar): Alarm | null {
  const { clock, turn, roles, turns, allowances, isOver } = facts;
  if (clock === null || clock.isPaused || clock.isStopped || isOver || turn === 'system' || turn === 'none') return null;
  const timed = roles.filter((role) => allowances[role] !== undefined);
  const ladders = [
    phaseLadder(facts, clock, calendar),
    ...timed.map((role) => roleLadder(facts, { clock, turns, allowances }, role, calendar)),
  ];
  return ladders.reduce<Alarm | null>((first, ladder) => {
    const next = nextOn(ladder, facts, clock.termAt);
    return next !== null && (first === null || next.at < first.at) ? next : first;
  }, null);
}

/** All alarms that are due at an instant, as they came; of one ladder in its order. @throws CalendarWithoutHours */
export function alarmsDue(facts: AlarmFacts, calendar: WorkCalendar, at: Date): Alarm[] {
  const due: Alarm[] = [];
  for (;;) {
    const next = nextAlarm({ ...facts, told: [...facts.told, ...due.map(rungKey)] }, calendar);
    if (next === null || next.at > at) return due;
    due.push(next);
  }
}

/** A ladder: its rungs in their order, each with its instant, or null where that does not come as things stand. */
type Ladder = readonly (LadderRung & { at: () => Date | null })[];

function nextOn(ladder: Ladder, facts: AlarmFacts, termAt: Date): Alarm | null {
  for (const { at: instant, ...one } of ladder) {
    if (facts.told.includes(rungKey(one)) || rolesTold(one, facts).length === 0) continue;
    const at = instant();
    if (at === null) return null;
    if (at > termAt) return { ...one, at };
  }
  return null;
}

function phaseLadder({ escalationBusinessHours }: AlarmFacts, { warnAt, dueAt }: Clock, calendar: WorkCalendar): Ladder {
  return PHASE_RUNGS.map((rung) => ({
    rung,
    role: null,
    at: () => (rung === 'warning' ? warnAt : addBusinessTime(calendar, dueAt, stepMs(rung, escalationBusinessHours))),
  }));
}

/** Counted on the role's own stopwatch throughout: a level does not come nearer while another has the turn. */
function roleLadder({ escalationBusinessHours }: AlarmFacts, spell: SpellTime, role: Role, calendar: WorkCalendar): Ladder {
  const stopwatch = stopwatchOf(spell, role);
  return ROLE_RUNGS.map((rung) => ({
    rung,
    role,
    at: () => showsAt(stopwatch, calendar, (stopwatch.allowedMs ?? 0) + stepMs(rung, escalationBusinessHours)),
  }));
}

function stepMs(rung: Rung, escalationBusinessHours: number): number {
  return Math.round(levelOf(rung) * escalationBusinessHours * HOUR_MS);
}

/** 0 of what is told to those who have the turn. */
function levelOf(rung: Rung): number {
  return Math.max(0, ['level_1', 'level_2', 'level_3'].indexOf(rung) + 1);
}

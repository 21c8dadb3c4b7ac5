import type { Role } from '../people/roles';
import { addBusinessTime } from './business-time';
import type { WorkCalendar } from './calendar';
import type { Clock } from './clock';
import type { Turn } from './turns';

/** What is told while a phase is left alone, in its order: at risk, past due, and then to those above whoever has the turn. */
export const RUNGS = ['warning', 'breach', 'level_1', 'level_2', 'level_3'] as const;
export type Rung = (typeof RUNGS)[number];

/** Business hours from the due date to the first level, and from each level to the next, where a policy says nothing else. Source: domain.md, "Time". */
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
  /** The rungs that were told in the clock's present term. */
  told: readonly Rung[];
  turn: Turn;
  roles: readonly Role[];
  /** From the due date to the first level, and from each level to the next. */
  escalationBusinessHours: number;
  /** Nothing is left to do, or the report is closed. */
  isOver: boolean;
}

export interface Alarm {
  rung: Rung;
  at: Date;
}

/** The roles that are told at a rung; of warning and breach those that have the turn. */
export function rolesTold(rung: Rung, roles: readonly Role[]): readonly Role[] {
  const level = levelOf(rung);
  if (level === 0) return roles;
  return [...new Set(roles.flatMap((role) => ABOVE[role][level - 1] ?? []))];
}

/**
 * The alarm that comes next, or is due already; null while nobody has the turn, the clock stands, or nobody is left to tell. What was due
 * before the deadlines in force were set is told to nobody. @throws CalendarWithoutHours
 */
export function nextAlarm({ clock, told, turn, roles, escalationBusinessHours, isOver }: AlarmFacts, calendar: WorkCalendar): Alarm | null {
  if (clock === null || clock.isPaused || clock.isStopped || isOver || turn === 'system' || turn === 'none') return null;
  for (const rung of RUNGS) {
    if (told.includes(rung) || rolesTold(rung, roles).length === 0) continue;
    const at = instantOf(rung, clock, escalationBusinessHours, calendar);
    if (at > clock.termAt) return { rung, at };
  }
  return null;
}

/** All alarms that are due at an instant, in their order. @throws CalendarWithoutHours */
export function alarmsDue(facts: AlarmFacts, calendar: WorkCalendar, at: Date): Alarm[] {
  const due: Alarm[] = [];
  for (;;) {
    const next = nextAlarm({ ...facts, told: [...facts.told, ...due.map(({ rung }) => rung)] }, calendar);
    if (next === null || next.at > at) return due;
    due.push(next);
  }
}

function instantOf(rung: Rung, { warnAt, dueAt }: Clock, escalationBusinessHours: number, calendar: WorkCalendar): Date {
  if (rung === 'warning') return warnAt;
  return rung === 'breach' ? dueAt : addBusinessTime(calendar, dueAt, Math.round(levelOf(rung) * escalationBusinessHours * HOUR_MS));
}

/** 0 of warning and breach. */
function levelOf(rung: Rung): number {
  return Math.max(0, RUNGS.indexOf(rung) - 1);
}

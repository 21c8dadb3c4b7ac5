import { ROLES, type Role } from '../people/roles';
import { addBusinessTime, businessTimeBetween } from './business-time';
import type { WorkCalendar } from './calendar';
import { type Clock, stretchesOf } from './clock';
import type { LedgerTurn } from './turns';

/** Business hours that roles may take for their turns of a spell; a role that is not named has no time of its own. */
export type RoleAllowances = Readonly<Partial<Record<Role, number>>>;

/** A turn as stopwatches count it. */
export type CountedTurn = Pick<LedgerTurn, 'at' | 'roles'>;

/** What the stopwatches of a spell follow from. */
export interface SpellTime {
  clock: Clock;
  /** Of the spell, oldest first. */
  turns: readonly CountedTurn[];
  allowances: RoleAllowances;
}

/** The stopwatch of a role in one spell: it runs while the role has the turn and the phase's clock runs. */
export interface Stopwatch {
  role: Role;
  /** Oldest first, with time between one and the next; the last is without an end where it still runs. */
  runs: readonly { from: Date; to: Date | null }[];
  /** Extensions included; null of a role without an allowance. */
  allowedMs: number | null;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Later than everything that a calendar counts. */
const ENDLESS = new Date(8_640_000_000_000_000);

/** The stopwatches of a spell, in the order of roles: of those that have an allowance, and of those that ever had the turn. */
export function stopwatchesOf(spell: SpellTime): Stopwatch[] {
  const concerned = (role: Role): boolean => spell.allowances[role] !== undefined || spell.turns.some(({ roles }) => roles.includes(role));
  return ROLES.filter(concerned).map((role) => stopwatchOf(spell, role));
}

/** The stopwatch of a role in a spell. */
export function stopwatchOf(spell: SpellTime, role: Role): Stopwatch {
  return { role, runs: runsOf(spell, role), allowedMs: allowedMsOf(spell, role) };
}

/** The business time that a stopwatch shows at an instant, in ms. @throws CalendarWithoutHours */
export function usedMs({ runs }: Pick<Stopwatch, 'runs'>, calendar: WorkCalendar, at: Date): number {
  return runs.reduce(
    (sum, { from, to }) => sum + (from < at ? businessTimeBetween(calendar, from, to !== null && to < at ? to : at) : 0),
    0,
  );
}

/**
 * When a stopwatch has shown, or will show if it goes on as it does now, an amount of business time in ms. Null of one that stands short of
 * it. @throws CalendarWithoutHours
 */
export function showsAt({ runs }: Pick<Stopwatch, 'runs'>, calendar: WorkCalendar, amountMs: number): Date | null {
  let left = amountMs;
  for (const { from, to } of runs) {
    const ran = to === null ? Number.POSITIVE_INFINITY : businessTimeBetween(calendar, from, to);
    if (left <= ran) return addBusinessTime(calendar, from, left);
    left -= ran;
  }
  return null;
}

/** Of turns that follow on each other in which the role stays, one run: who else has the turn beside it changes nothing. */
function runsOf({ clock, turns }: SpellTime, role: Role): { from: Date; to: Date | null }[] {
  const held: { from: Date; to: Date }[] = [];
  for (const [index, { at, roles }] of turns.entries()) {
    if (!roles.includes(role)) continue;
    const to = turns[index + 1]?.at ?? ENDLESS;
    const last = held.at(-1);
    if (last?.to.getTime() === at.getTime()) last.to = to;
    else held.push({ from: at, to });
  }
  const stretches = stretchesOf(clock, ENDLESS);
  return held.flatMap((turn) =>
    stretches.flatMap((stretch) => {
      const from = turn.from > stretch.from ? turn.from : stretch.from;
      const to = turn.to < stretch.to ? turn.to : stretch.to;
      return from < to ? [{ from, to: to < ENDLESS ? to : null }] : [];
    }),
  );
}

/** What a role was allowed, with the extensions that were given while it had the turn. */
function allowedMsOf({ clock, turns, allowances }: SpellTime, role: Role): number | null {
  const hours = allowances[role];
  if (hours === undefined) return null;
  const given = clock.extensions.filter(({ at }) => turns.findLast((turn) => turn.at <= at)?.roles.includes(role));
  return Math.round(hours * HOUR_MS) + given.reduce((sum, { minutes }) => sum + Math.round(minutes * MINUTE_MS), 0);
}

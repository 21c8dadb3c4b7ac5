import type { Window } from '#contract/progress-inputs';
import type { FlowProgressView, ReportFilter, Rework, WaitingTime } from '#contract/views/progress-views';
import type { Subject } from '#domain/people/permissions';
import { ROLES, type Role } from '#domain/people/roles';
import { PHASES } from '#domain/phase/phase-names';
import { AGES, type Age, ageBounds } from '#domain/progress/ages';
import { weekOf } from '#domain/progress/iso-week';
import { DEFAULT_CALENDAR } from '#domain/time/calendar';
import type { Queryable } from '../sql/connection';
import { SqlParams } from '../sql/sql-params';
import { ageSql, endedTurnsSql, mondaysOf, openTurnsSql, spellsSql } from './measured-sql';
import { boundScope, type ProgressScope, shownSql } from './progress-sql';
import { requireProgressCycle } from './require-cycle.queries';

export interface FlowRequest {
  cycle: string;
  filter?: ReportFilter;
  weeks: Window;
  now?: Date | undefined;
}

/**
 * How work flows in a cycle: how long turns lasted, how often versions came back, how much was finished, and how old is what is open. Turns are
 * counted by the business minutes that the ledger keeps, and those that have not ended apart from them. @throws Refusal `not_found`
 */
export async function readFlowProgress(db: Queryable, subject: Subject, request: FlowRequest): Promise<FlowProgressView> {
  const { cycle: cycleId, filter = {}, weeks, now = new Date() } = request;
  const cycle = await requireProgressCycle(db, subject, cycleId);
  const scope = { ...filter, subject, cycle: cycleId, now };
  const [ended, open, spells, ageing] = await Promise.all([
    readEnded(db, scope, weeks),
    readOpen(db, scope),
    readSpells(db, scope, weeks),
    readAgeing(db, scope),
  ]);
  return {
    asOf: now.toISOString(),
    cycle,
    filter,
    weeks,
    waiting: waitingTimes(ended, open),
    rework: reworkOf(spells),
    throughput: mondaysOf({ weeks }, now).map((week) => ({
      week,
      spells: spells.filter(({ until }) => weekOf(until, DEFAULT_CALENDAR.timeZone) === week).length,
    })),
    ageing: ageing.sort((one, other) => ROLES.indexOf(one.role) - ROLES.indexOf(other.role)),
  };
}

type Ended = Omit<WaitingTime, 'open' | 'openSince'>;
type Open = Pick<WaitingTime, 'phase' | 'role' | 'open'> & { openSince: Date };

async function readEnded(db: Queryable, scope: ProgressScope, weeks: Window): Promise<Ended[]> {
  const params = new SqlParams();
  const bound = boundScope(scope, params);
  const { rows } = await db.query<Ended>(
    `with ${shownSql(scope, bound)}, m as (${endedTurnsSql({ weeks }, bound)})
     select m.phase, role, count(*)::int as ended, percentile_cont(0.5) within group (order by m.minutes) as "medianMinutes",
       percentile_cont(0.9) within group (order by m.minutes) as "p90Minutes"
     from m cross join lateral unnest(m.roles) as role group by 1, 2`,
    params.values,
  );
  return rows;
}

async function readOpen(db: Queryable, scope: ProgressScope): Promise<Open[]> {
  const params = new SqlParams();
  const bound = boundScope(scope, params);
  const { rows } = await db.query<Open>(
    `with ${shownSql(scope, bound)}, m as (${openTurnsSql({}, bound)})
     select m.phase, role, count(*)::int as open, min(m.since) as "openSince" from m cross join lateral unnest(m.roles) as role group by 1, 2`,
    params.values,
  );
  return rows;
}

function waitingTimes(ended: readonly Ended[], open: readonly Open[]): WaitingTime[] {
  return PHASES.flatMap((phase) =>
    ROLES.flatMap((role): WaitingTime[] => {
      const here = (one: { phase: string; role: Role }) => one.phase === phase && one.role === role;
      const [past, present] = [ended.find(here), open.find(here)];
      if (!past && !present) return [];
      const none = { ended: 0, medianMinutes: null, p90Minutes: null };
      return [{ phase, role, ...(past ?? none), open: present?.open ?? 0, openSince: present?.openSince.toISOString() ?? null }];
    }),
  );
}

interface Spells {
  phase: Rework['phase'];
  until: Date;
  submissions: number;
}

async function readSpells(db: Queryable, scope: ProgressScope, weeks: Window): Promise<Spells[]> {
  const params = new SqlParams();
  const bound = boundScope(scope, params);
  const { rows } = await db.query<Spells>(
    `with ${shownSql(scope, bound)}, m as (${spellsSql({ weeks }, bound)}) select m.phase, m.until, m.submissions from m`,
    params.values,
  );
  return rows;
}

/** Rework by phase, of spells in which something was submitted: what people record change by change is not. */
function reworkOf(spells: readonly Spells[]): Rework[] {
  return PHASES.flatMap((phase): Rework[] => {
    const here = spells.filter((spell) => spell.phase === phase && spell.submissions > 0);
    if (here.length === 0) return [];
    const beyond = here.reduce((sum, { submissions }) => sum + submissions - 1, 0);
    return [{ phase, spells: here.length, reworked: here.filter(({ submissions }) => submissions > 1).length, mean: beyond / here.length }];
  });
}

async function readAgeing(db: Queryable, scope: ProgressScope): Promise<{ role: Role; counts: Record<Age, number> }[]> {
  const params = new SqlParams();
  const bound = boundScope(scope, params);
  const turns = openTurnsSql({}, bound);
  const shown = shownSql(scope, bound);
  const counts = ageBounds(DEFAULT_CALENDAR, scope.now).map(
    (bounds) => `'${bounds.age}', count(*) filter (where ${ageSql(bounds, params, 'm.since')})`,
  );
  const { rows } = await db.query<{ role: Role; counts: Record<Age, number> }>(
    `with ${shown}, m as (${turns})
     select role, jsonb_build_object(${counts.join(', ')}) as counts from m cross join lateral unnest(m.roles) as role group by 1`,
    params.values,
  );
  return rows.map(({ role, counts: found }) => ({
    role,
    counts: Object.fromEntries(AGES.map((age) => [age, found[age]])) as Record<Age, number>,
  }));
}

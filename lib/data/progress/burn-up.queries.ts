import type { BurnUpView, ReportFilter } from '#contract/views/progress-views';
import type { Subject } from '#domain/people/permissions';
import type { PhaseName } from '#domain/phase/phase-names';
import { burnUpDays, type CycleDays, endOfDay, onStraightLine } from '#domain/progress/burn-up';
import { DEFAULT_CALENDAR } from '#domain/time/calendar';
import type { Queryable } from '../sql/connection';
import { onlyRow } from '../sql/only-row';
import { SqlParams } from '../sql/sql-params';
import { burnUpCtes } from './burn-up-sql';
import { boundScope, type ProgressScope, shownSql } from './progress-sql';
import { requireProgressCycle } from './require-cycle.queries';

export interface BurnUpRequest {
  cycle: string;
  filter?: ReportFilter;
  /** Left out: all phases. */
  phase?: PhaseName | undefined;
  now?: Date | undefined;
}

/** What changed on one of the days, from 0. */
interface Change {
  place: number;
  approved: number;
  scope: number;
}

/**
 * How many instances of a cycle were known, and how many approved, when each of its days ended: sums of what changed a day, from the ledger of turns and
 * the times of reports and lanes. Which reports are meant, and what is planned for them, is told as it is now. @throws Refusal `not_found`
 */
export async function readBurnUp(db: Queryable, subject: Subject, request: BurnUpRequest): Promise<BurnUpView> {
  const { cycle: cycleId, filter = {}, phase, now = new Date() } = request;
  const cycle = await requireProgressCycle(db, subject, cycleId);
  const cycleDays = await readCycleDays(db, cycleId);
  const days = burnUpDays(cycleDays, now, DEFAULT_CALENDAR.timeZone);
  const changes = await readChanges(db, { ...filter, subject, cycle: cycleId, now }, { phase, days });
  const byPlace = new Map(changes.map((change) => [change.place, change]));
  const reached = { approved: 0, scope: 0 };
  const counted = days.map((day, place) => {
    const change = byPlace.get(place);
    reached.approved += change?.approved ?? 0;
    reached.scope += change?.scope ?? 0;
    return { day, ...reached };
  });
  const scopeAtEnd = reached.scope;
  return {
    asOf: now.toISOString(),
    cycle,
    filter,
    phase: phase ?? null,
    ...cycleDays,
    days: counted.map((one) => ({ ...one, line: onStraightLine(cycleDays, one.day, scopeAtEnd) })),
    scopeAtEnd,
  };
}

async function readCycleDays(db: Queryable, cycle: string): Promise<CycleDays> {
  const { rows } = await db.query<CycleDays>(
    'select starts_on::text as "startsOn", ends_on::text as "endsOn" from test_cycle where id = $1',
    [cycle],
  );
  return onlyRow(rows);
}

/** What changed on each of the days on which anything did; what was before them is of the first. */
async function readChanges(
  db: Queryable,
  scope: ProgressScope,
  { phase, days }: { phase: PhaseName | undefined; days: readonly string[] },
): Promise<Change[]> {
  if (days.length === 0) return [];
  const params = new SqlParams();
  const bound = boundScope(scope, params);
  const ends = params.bind(days.map((day) => endOfDay(day, DEFAULT_CALENDAR.timeZone).toISOString()));
  const { rows } = await db.query<Change>(
    `with ${shownSql(scope, bound)}, ${burnUpCtes({ phase }, bound)}
     select width_bucket(c.at, ${ends}::timestamptz[]) as place, sum(c.approved)::int as approved, sum(c.scope)::int as scope from (
       select known_at as at, 0 as approved, 1 as scope from known
       union all select left_at, 0, -1 from known where left_at is not null
       union all select from_at, 1, 0 from approved
       union all select until, -1, 0 from approved where until is not null) c
     group by 1`,
    params.values,
  );
  return rows;
}

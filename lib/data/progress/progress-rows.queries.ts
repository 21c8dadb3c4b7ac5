import { z } from 'zod';
import type { RowsFilter } from '#contract/progress-inputs';
import type { Destination } from '#contract/views/destinations';
import type { ProgressRow, ProgressRowsPage } from '#contract/views/progress-views';
import { assertNever } from '#domain/assert-never';
import type { Subject } from '#domain/people/permissions';
import { requireCycleReport } from '../people/access.queries';
import type { Queryable } from '../sql/connection';
import { decodeCursor, encodeCursor, PLACE } from '../sql/cursor';
import { nameThenSql } from '../sql/fragments';
import { SqlParams } from '../sql/sql-params';
import { approvedOnSql, knownOnSql } from './burn-up-sql';
import { endedTurnsSql, instancesSql, openTurnsSql, reportsSql, spellsSql } from './measured-sql';
import { type BoundScope, boundScope, scopeOf, shownSql } from './progress-sql';
import { requireProgressCycle } from './require-cycle.queries';

export type ProgressRowsRequest = RowsFilter & { after?: string | undefined; limit?: number; now?: Date | undefined };

const DEFAULT_LIMIT = 100;
const AFTER = z.tuple([PLACE.instant, PLACE.text, PLACE.text]);

type Row = Omit<ProgressRow, 'opens' | 'since' | 'until' | 'dueAt' | 'version' | 'steps'> & {
  since: Date | null;
  until: Date | null;
  dueAt: Date | null;
  number: number | null;
  status: NonNullable<ProgressRow['version']>['status'] | null;
  passed: number | null;
  due: number | null;
  sort: string;
  total: number;
};

/**
 * The rows that a number of the pages of progress counts: the same statement as the number's, listed. Earliest first, by due date, beginning or
 * end as the measure has them. @throws Refusal `not_found` where cycle or report do not exist or may not be seen
 */
export async function readProgressRows(db: Queryable, subject: Subject, request: ProgressRowsRequest): Promise<ProgressRowsPage> {
  const { after, limit = DEFAULT_LIMIT, now = new Date(), ...filter } = request;
  const cycle = await requireProgressCycle(db, subject, filter.cycle);
  if (filter.report !== undefined) await requireCycleReport(db, subject, filter.report);
  const place = decodeCursor(after, AFTER);
  const params = new SqlParams();
  const bound = boundScope(scopeOf(subject, filter, now), params);
  const shown = shownSql(scopeOf(subject, filter, now), bound);
  const names = `array(select jsonb_build_object('id', p, 'name', ${nameThenSql('p', 'now()')}) from unnest(m.people) p)`;
  const further =
    place === null
      ? 'true'
      : `(m.sort, r.name, m.id) > (${place.map((value, at) => `${params.bind(value)}${at === 0 ? '::timestamptz' : ''}`).join(', ')})`;
  const { rows } = await db.query<Row>(
    `with ${shown}, m as (${measuredSql(filter, bound)})
     select m.id, m.cycle_report_id as "cycleReportId", r.name as "reportName", m.phase, m.instance, m.state, m.turn, m.roles, m.since, m.until, m.minutes as "businessMinutes",
       m.due_at as "dueAt", m.passed, m.due, m.submissions, m.sort::text as sort, ${names} as people, v.number, v.status, (select count(*) from m)::int as total,
       (select b.name from lane l join lob b on b.id = l.lob_id where l.cycle_report_id = m.cycle_report_id and l.key = m.instance) as lane
     from m join cycle_report cr on cr.id = m.cycle_report_id join report r on r.id = cr.report_id left join version v on v.id = m.version_id
     where ${further} order by m.sort, r.name, m.id limit ${params.bind(limit + 1)}`,
    params.values,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    asOf: now.toISOString(),
    measure: filter.measure,
    cycle,
    total: rows[0]?.total ?? 0,
    rows: page.map((row) => rowOf(row)),
    next: rows.length > limit && last ? encodeCursor([last.sort, last.reportName, last.id]) : null,
  };
}

function measuredSql(filter: RowsFilter, bound: BoundScope): string {
  switch (filter.measure) {
    case 'reports':
      return reportsSql();
    case 'instances':
      return instancesSql(filter, bound);
    case 'turns':
      return openTurnsSql(filter, bound);
    case 'ended_turns':
      return endedTurnsSql(filter, bound);
    case 'spells':
      return spellsSql(filter, bound);
    case 'known_on':
      return knownOnSql(filter, bound);
    case 'approved_on':
      return approvedOnSql(filter, bound);
    default:
      return assertNever(filter.measure);
  }
}

function rowOf({ sort: _, total: __, since, until, dueAt, number, status, passed, due, ...row }: Row): ProgressRow {
  const version = number === null || status === null ? null : { number, status };
  return {
    ...row,
    since: since?.toISOString() ?? null,
    until: until?.toISOString() ?? null,
    dueAt: dueAt?.toISOString() ?? null,
    version,
    steps: passed === null || due === null ? null : { passed, due },
    opens: opensOf(row, version),
  };
}

/** What waits for a decision opens on it, what else has opened in its workspace, and what has not on the board of its report. */
export function opensOf(
  { cycleReportId, phase, instance, state }: Pick<ProgressRow, 'cycleReportId' | 'phase' | 'instance' | 'state'>,
  version: ProgressRow['version'],
): Destination {
  if (phase === null || state === 'not_started') return { to: 'report', cycleReportId };
  const address = { cycleReportId, phase, instance };
  if (version?.status === 'pending_approval') return { to: 'version', ...address, page: 'decide', number: version.number };
  return { to: 'version', ...address, number: version?.number ?? null };
}

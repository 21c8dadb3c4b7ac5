import { INBOX_COUNT_LIMIT, type InboxReport, type InboxTab } from '#contract/views/work-views';
import type { Subject } from '#domain/people/permissions';
import { visibleReportsSql } from '../people/visible-reports';
import type { Database } from '../sql/connection';
import { queryPrepared } from '../sql/query-prepared';
import { SqlParams } from '../sql/sql-params';
import { inboxParts } from './inbox-parts';

/** Reports to choose from, most. */
const MOST_REPORTS = 500;

/** How much stands in a tab of the inbox; counting stops at `INBOX_COUNT_LIMIT`, so that it costs no more where more waits. */
export async function countInbox(db: Database, subject: Subject, tab: InboxTab, now = new Date()): Promise<number> {
  const params = new SqlParams();
  const parts = inboxParts(tab, subject, { now }, params);
  if (parts.length === 0) return 0;
  const sum = parts
    .map((part) => `(select count(*) from (select 1 from ${part.from} where ${part.where} limit ${INBOX_COUNT_LIMIT}) one)`)
    .join(' + ');
  const answer = await queryPrepared<{ n: string }>(db.pool, `select least(${sum}, ${INBOX_COUNT_LIMIT}) as n`, params.values);
  return Number(answer.rows[0]?.n ?? 0);
}

/** The reports that a person's inbox can be narrowed to, by name: those they may see. */
export async function readInboxReports(db: Database, subject: Subject): Promise<InboxReport[]> {
  const params = new SqlParams();
  const visible = visibleReportsSql(subject, params);
  const answer = await queryPrepared<InboxReport>(
    db.pool,
    `select r.id, r.name from report r where exists (select 1 from cycle_report cr where cr.report_id = r.id and ${visible})
      order by r.name limit ${MOST_REPORTS}`,
    params.values,
  );
  return answer.rows;
}

import type { NoticesView, NoticeView } from '#contract/views/notice-views';
import { NOTICE_KINDS } from '#domain/mail/notice-kinds';
import { type LaneOwnership, may, type Subject } from '#domain/people/permissions';
import { ROLES } from '#domain/people/roles';
import { type ChainAddress, chainInWords } from '#domain/phase/chain-address';
import type { PhaseName } from '#domain/phase/phase-names';
import { rungOf } from '#domain/time/ladder';
import type { Queryable } from '../sql/connection';
import { laneOwnershipSql, nameThenSql, REPORT_JOINS_SQL } from '../sql/fragments';

const NEWEST = 50;

/** A notice as it is read for whoever it is for. */
export interface NoticeRow {
  id: string;
  kind: NoticeView['kind'];
  detail: string;
  from: string | null;
  at: Date;
  readAt: Date | null;
  cycleReportId: string;
  reportId: string;
  reportName: string;
  cycleName: string;
  testerId: string | null;
  ownerId: string | null;
  closed: boolean;
  phase: PhaseName | null;
  instance: string | null;
  ownership: LaneOwnership | null;
}

/** SQL of a `NoticeRow`, of notification `t` with `NOTICE_JOINS_SQL`. */
export const NOTICE_COLUMNS_SQL = `t.id::text as id, t.kind, t.detail, case when t.from_id is not null then ${nameThenSql('t.from_id', 't.created_at')} end as from,
  t.created_at as at, t.read_at as "readAt", cr.id as "cycleReportId", r.id as "reportId", r.name as "reportName", tc.name as "cycleName",
  cr.tester_id as "testerId", r.owner_id as "ownerId", cr.closed_at is not null as closed, c.phase, c.instance, ${laneOwnershipSql('c')} as ownership`;
export const NOTICE_JOINS_SQL = `join cycle_report cr on cr.id = t.cycle_report_id ${REPORT_JOINS_SQL} left join chain c on c.id = t.chain_id`;

/** What somebody was told, the newest first, without what they may not see any more. */
export async function readNotices(db: Queryable, subject: Subject): Promise<NoticesView> {
  const { rows } = await db.query<NoticeRow>(
    `select ${NOTICE_COLUMNS_SQL} from notification t ${NOTICE_JOINS_SQL} where t.person_id = $1 order by t.id desc limit ${NEWEST}`,
    [subject.userId],
  );
  const seen = rows.filter((row) => maySeeNotice(subject, row));
  return { unread: seen.filter(({ readAt }) => readAt === null).length, notices: seen.map(noticeOf) };
}

/** Whether somebody may see what a notice is about. */
export function maySeeNotice(subject: Subject, { ownership, ...resource }: NoticeRow): boolean {
  return may(subject, 'view', { ...resource, lane: ownership }).allowed;
}

/** A notice as it is shown. */
export function noticeOf({
  id,
  kind,
  detail,
  from,
  at,
  readAt,
  reportName,
  cycleName,
  cycleReportId,
  phase,
  instance,
}: NoticeRow): NoticeView {
  const chain: ChainAddress | null = phase === null ? null : { cycleReportId, phase, instance: instance ?? '' };
  return {
    id,
    kind: NOTICE_KINDS.find((each) => each === kind) ?? 'assigned',
    reportName,
    cycleName,
    phase: chain && chainInWords(chain),
    rung: rungOf(detail),
    role: ROLES.find((each) => each === detail) ?? null,
    from,
    at: at.toISOString(),
    isRead: readAt !== null,
    opens: chain === null ? { to: 'report', cycleReportId } : { to: 'version', ...chain },
  };
}

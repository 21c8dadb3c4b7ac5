import type { TimelineEntry } from '#contract/views/work-views';
import { ROLE_LABELS } from '#domain/people/roles';
import type { PhaseName } from '#domain/phase/phase-names';
import { AUDIT_VERBS, type AuditKind } from '#domain/version/audit-kinds';
import type { Queryable } from '../sql/connection';

/** What moves a report along; edits, comments and unanswered requests are in the trail only. */
const STEPS: readonly AuditKind[] = [
  'report_started',
  'report_restarted',
  'report_closed',
  'assignment_changed',
  'phase_opened',
  'phase_reopened',
  'version_created',
  'version_submitted',
  'version_confirmed',
  'approval_counted',
  'version_signed',
  'version_approved',
  'changes_requested',
  'version_rejected',
  'version_withdrawn',
  'version_discarded',
  'work_finished',
  'work_failed',
];
/** The events after which a version waits for those who decide; after all others the preparer has the turn. */
const AWAITING_DECISION: readonly string[] = ['version_submitted', 'approval_counted', 'version_signed'];
const MAX_ENTRIES = 200;
const MINUTE_MS = 60_000;

interface EventRow {
  at: Date;
  kind: string;
  actorId: string | null;
  actorName: string;
  actorRole: string;
  subject: string;
  phase: PhaseName | null;
  instance: string | null;
  chainId: string | null;
}

/** One sentence about an event: "Rosa Lind submitted Planning, version 2". */
export function auditSentence(actorName: string, kind: string, subject: string): string {
  return `${actorName} ${isAuditKind(kind) ? AUDIT_VERBS[kind] : kind.replaceAll('_', ' ')} ${subject}`.trimEnd();
}

function isAuditKind(kind: string): kind is AuditKind {
  return kind in AUDIT_VERBS;
}

/** What happened to a report, newest first, with how long each step in a phase took and whom it waited for. */
export async function readTimeline(
  db: Queryable,
  cycleReportId: string,
  people: { testerName: string | null; ownerName: string | null },
): Promise<TimelineEntry[]> {
  const answer = await db.query<EventRow>(
    `select e.at, e.kind, e.actor_id as "actorId", e.actor_name as "actorName", e.actor_role as "actorRole", e.subject, ch.phase, ch.instance, e.chain_id as "chainId"
       from audit_event e left join chain ch on ch.id = e.chain_id
      where e.stream = 'cycle-report/' || $1::text and e.kind = any($2::text[]) order by e.seq desc limit ${MAX_ENTRIES}`,
    [cycleReportId, STEPS],
  );
  const before = new Map<string, EventRow>();
  const entries = answer.rows.reverse().map((row): TimelineEntry => {
    const last = row.chainId === null ? undefined : before.get(row.chainId);
    if (row.chainId !== null) before.set(row.chainId, row);
    return {
      at: row.at.toISOString(),
      sentence: auditSentence(row.actorName, row.kind, row.subject),
      by: { id: row.actorId, name: row.actorName, role: row.actorRole },
      phase: row.phase,
      instance: row.instance ?? '',
      waitedMinutes: last ? Math.floor((row.at.getTime() - last.at.getTime()) / MINUTE_MS) : null,
      waitedFor: last ? waitedFor(last, people) : null,
    };
  });
  return entries.reverse();
}

function waitedFor(last: EventRow, people: { testerName: string | null; ownerName: string | null }): string {
  return AWAITING_DECISION.includes(last.kind) ? (people.ownerName ?? ROLE_LABELS.report_owner) : (people.testerName ?? ROLE_LABELS.tester);
}

import { z } from 'zod';
import type { InboxClaim, InboxPage, InboxRow, InboxSort, InboxTab } from '#contract/views/work-views';
import type { Subject } from '#domain/people/permissions';
import type { ChainAddress } from '#domain/phase/chain-address';
import type { PhaseName } from '#domain/phase/phase-names';
import { TASKS, type TaskName } from '#domain/phase/tasks';
import { schedule } from '#domain/time/progress';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import { decidingCapacity } from '#domain/version/decision-rules';
import { turnOf } from '#domain/version/turn';
import { VERSION_STATUS_LABELS, type VersionStatus } from '#domain/version/version-status';
import type { Database } from '../sql/connection';
import { decodeCursor, encodeCursor, PLACE } from '../sql/cursor';
import { nameThenSql, REPORT_JOINS_SQL } from '../sql/fragments';
import { queryPrepared } from '../sql/query-prepared';
import { SqlParams } from '../sql/sql-params';
import { claimSql } from './claim-sql';
import { type InboxFilter, type InboxPart, inboxParts, sortSql } from './inbox-parts';

export interface InboxRequest extends Omit<InboxFilter, 'now'> {
  tab: InboxTab;
  /** *Done* is always newest first. */
  sort?: InboxSort | undefined;
  after?: string | null | undefined;
  limit?: number | undefined;
  now?: Date | undefined;
}

const DEFAULT_LIMIT = 50;
const AFTER_TITLE = z.tuple([PLACE.text, PLACE.id]);
const AFTER_INSTANT = z.tuple([PLACE.instant, PLACE.id]);
interface Row {
  part: InboxPart['name'];
  task: TaskName | null;
  /** How many items a task waits on. */
  waiting: number | null;
  sortValue: string;
  id: string;
  versionId: string | null;
  versionNumber: number | null;
  versionHash: Buffer | null;
  status: VersionStatus | null;
  cause: string | null;
  chainId: string | null;
  policy: ApprovalPolicy | null;
  cycleReportId: string;
  reportName: string;
  cycleName: string;
  phase: PhaseName | null;
  instance: string | null;
  fromId: string | null;
  fromName: string | null;
  fromRole: string | null;
  added: number | null;
  changed: number | null;
  removed: number | null;
  itemCount: number | null;
  since: Date;
  warnAt: Date | null;
  dueAt: Date | null;
  reportId: string;
  testerId: string | null;
  testerName: string | null;
  ownerId: string | null;
  ownerName: string | null;
  opened: boolean;
  /** Of what waits for the reader's decision: they approved it before, and that is too old to count. */
  toConfirm: boolean;
  pendingCommandId: string | null;
  claim: InboxClaim | null;
}

/** One page of a tab. With ten thousand waiting, the first page is still read from an index in its order. */
export async function readInbox(db: Database, subject: Subject, request: InboxRequest): Promise<InboxPage> {
  const now = request.now ?? new Date();
  const sort: InboxSort = request.tab === 'done' ? 'since' : (request.sort ?? 'due');
  const limit = request.limit ?? DEFAULT_LIMIT;
  const params = new SqlParams();
  const parts = inboxParts(request.tab, subject, { ...request, now }, params);
  if (parts.length === 0) return { rows: [], next: null };
  const place = decodeCursor(request.after, sort === 'report' ? AFTER_TITLE : AFTER_INSTANT);
  const direction = request.tab === 'done' ? 'desc' : 'asc';
  const sortType = sort === 'report' ? 'text' : 'timestamptz';
  const beyond = place ? { value: `${params.bind(place[0])}::${sortType}`, id: `${params.bind(place[1])}::uuid` } : null;
  const wanted = params.bind(limit + 1);
  const chosen = parts.map((part) => {
    const by = sortSql(part, sort);
    const further = beyond ? `and (${by}, ${part.id}) ${direction === 'asc' ? '>' : '<'} (${beyond.value}, ${beyond.id})` : '';
    return `(select '${part.name}' as part, ${by} as sort, ${part.id} as id, ch.id as chain_id, v.id as version_id, cr.id as cycle_report_id,
        ${part.since} as since, nullif(${part.warnAt}, 'infinity'::timestamptz) as warn_at,
        nullif(${part.dueAt}, 'infinity'::timestamptz) as due_at, ${part.task?.name ?? 'null::text'} as task, ${part.task?.count ?? 'null::int'} as waiting
      from ${part.from} where ${part.where} ${further} order by ${by} ${direction}, ${part.id} ${direction} limit ${wanted})`;
  });
  // Planning takes four times what reading does. What pages ask again and again is planned once a connection; what is narrowed by hand has too many forms for that.
  const ask = isPlain(request)
    ? queryPrepared<Row>
    : (sql: Database['pool'], text: string, values: unknown[]) => sql.query<Row>(text, values);
  const answer = await ask(db.pool, completeSql(chosen, direction, wanted, params.bind(subject.userId)), params.values);
  const page = answer.rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map((row) => inboxRow(row, subject, now)),
    next: answer.rows.length > limit && last ? encodeCursor([last.sortValue, last.id]) : null,
  };
}

/** Whether a tab is asked for as it opens: its first page, by nothing narrowed. */
function isPlain({ reportId, phase, due, text, after }: InboxRequest): boolean {
  return [reportId, phase, due, text].every((narrowed) => narrowed === undefined) && (after ?? null) === null;
}

/** Adds what a row shows to the few rows that were chosen. */
function completeSql(chosen: readonly string[], direction: 'asc' | 'desc', limit: string, me: string): string {
  return `select w.part, w.task, w.waiting, w.sort::text as "sortValue", w.id, w.since, w.warn_at as "warnAt", w.due_at as "dueAt", v.id as "versionId", v.number as "versionNumber",
      v.version_hash as "versionHash", v.status, coalesce(v.cause, ch.draft_due ->> 'cause') as cause, ch.id as "chainId", ch.policy,
      cr.id as "cycleReportId", r.name as "reportName", tc.name as "cycleName", ch.phase, ch.instance,
      coalesce(sender.id, v.submitted_by_id) as "fromId", coalesce(sender.name, su.name) as "fromName",
      coalesce(sender.role, case when v.submitted_by_id = cr.tester_id then 'tester' end) as "fromRole",
      v.added_count as added, v.changed_count as changed, v.removed_count as removed, v.item_count as "itemCount",
      r.id as "reportId", cr.tester_id as "testerId", tu.name as "testerName", r.owner_id as "ownerId", ou.name as "ownerName",
      exists (select 1 from version_opened o where o.version_id = v.id and o.user_id = ${me}::uuid and o.version_hash = v.version_hash) as opened,
      w.part = 'decide' and exists (select from command c join receipt rc on rc.command_id = c.id and rc.outcome = 'applied'
        where c.version_id = v.id and c.kind = 'decide_version' and c.actor_id = ${me}::uuid) as "toConfirm",
      (select c.id from command c where c.version_id = v.id and not exists (select 1 from receipt rc where rc.command_id = c.id)
        order by c.seq desc limit 1) as "pendingCommandId",
      ${claimSql(me)} as claim
    from (select * from (${chosen.join(' union all ')}) parts order by sort ${direction}, id ${direction} limit ${limit}) w
    join cycle_report cr on cr.id = w.cycle_report_id ${REPORT_JOINS_SQL}
    left join chain ch on ch.id = w.chain_id left join version v on v.id = w.version_id
    left join app_user su on su.id = v.submitted_by_id left join app_user tu on tu.id = cr.tester_id left join app_user ou on ou.id = r.owner_id
    left join lateral (select c.actor_id as id, ${nameThenSql('c.actor_id', 'c.created_at')} as name, c.actor_role as role
        from command c join receipt rc on rc.command_id = c.id and rc.outcome = 'applied'
       where w.part = 'prepare' and c.version_id = coalesce(v.parent_id, (ch.draft_due ->> 'parentVersionId')::uuid) and c.kind = 'decide_version'
       order by c.seq desc limit 1) sender on true
    order by w.sort ${direction}, w.id ${direction}`;
}

function inboxRow(row: Row, subject: Subject, now: Date): InboxRow {
  const state = row.status === 'pending_approval' ? 'waiting' : 'in_progress';
  const chain: ChainAddress = { cycleReportId: row.cycleReportId, phase: row.phase ?? 'planning', instance: row.instance ?? '' };
  return {
    id: row.task !== null ? row.id : (row.versionId ?? row.chainId ?? row.cycleReportId),
    kind: kindOf(row),
    task: taskOf(row),
    signs: awaitsSignature(row),
    versionId: row.versionId,
    versionNumber: row.versionNumber,
    versionHash: row.versionHash?.toString('hex') ?? null,
    status: row.status,
    chainId: row.chainId,
    ...chain,
    reportName: row.reportName,
    cycleName: row.cycleName,
    from: row.fromName === null || row.task !== null ? null : { id: row.fromId, name: row.fromName, role: row.fromRole ?? '' },
    totals: row.added === null || row.task !== null ? null : { added: row.added, changed: row.changed ?? 0, removed: row.removed ?? 0 },
    itemCount: row.waiting ?? row.itemCount,
    since: row.since.toISOString(),
    dueAt: row.dueAt?.toISOString() ?? null,
    due: row.part === 'done' ? 'none' : schedule({ state, warnAt: row.warnAt, dueAt: row.dueAt }, now),
    onBehalfOf: row.part === 'decide' ? lenderOf(row, subject) : null,
    turn: row.part === 'done' || row.task !== null ? '' : turnOf(row.status, row.policy, row.testerName, row.ownerName),
    opens:
      row.part === 'start'
        ? { to: 'report', cycleReportId: row.cycleReportId }
        : { to: 'version', ...chain, page: row.part === 'decide' ? 'decide' : 'workspace', number: row.versionNumber },
    opened: row.opened,
    pendingCommandId: row.pendingCommandId,
    claim: row.claim,
  };
}

function kindOf(row: Row): InboxRow['kind'] {
  if (row.part === 'start' || row.part === 'task') return row.part;
  return row.status === 'draft' || row.status === null ? 'prepare' : 'decide';
}

/** The person for whom the reader would decide on the row; null where they decide in their own right. */
function lenderOf(row: Row, subject: Subject): InboxRow['onBehalfOf'] {
  if (row.policy === null) return null;
  const { cycleReportId, reportId, testerId, ownerId } = row;
  const capacity = decidingCapacity(subject, row.policy, { cycleReportId, reportId, testerId, ownerId, closed: false });
  return capacity?.onBehalfOf ? { id: capacity.onBehalfOf.userId, name: capacity.onBehalfOf.name, role: capacity.role } : null;
}

const PREPARE_TASKS: Record<string, string> = {
  changes_requested: 'Changes requested',
  rejected: 'Rejected',
  withdrawn: 'Withdrawn',
  reopened: 'Reopened',
};

function awaitsSignature(row: Row): boolean {
  return row.status === 'pending_approval' && row.policy?.mode === 'signoff';
}

function taskOf(row: Row): string {
  if (row.part === 'start') return 'Start';
  if (row.task !== null) return TASKS[row.task].label;
  if (row.status === 'draft' || row.status === null) return PREPARE_TASKS[row.cause ?? ''] ?? 'Prepare';
  if (row.status === 'pending_approval') return awaitsSignature(row) ? 'Sign' : row.toConfirm ? 'Confirm approval' : 'Decide';
  return VERSION_STATUS_LABELS[row.status];
}

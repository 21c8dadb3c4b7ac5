import { createHash } from 'node:crypto';
import type { Json } from '#domain/item/json';
import type { AuditKind } from '#domain/version/audit-kinds';
import type { VersionStatus } from '#domain/version/version-status';
import type { SqlClient } from '../sql/connection';
import { cursorRows } from '../sql/cursor-rows';
import { REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';
import { Problems } from './problems';
import { recordDigest } from './record-rows';
import { type Followed, IN_SCOPE_SQL, scopeValues, type VerifyScope } from './verify-scope';

interface EventRow {
  stream: string;
  seq: number;
  kind: AuditKind;
  chainId: string | null;
  versionId: string | null;
  prevHash: Buffer;
  hash: Buffer;
  record: { readonly [column: string]: Json };
  title: string | null;
}

/** What an entry leaves a version as; an entry that moves no version has no line. */
const STATUS_AFTER: Partial<Record<AuditKind, VersionStatus>> = {
  version_created: 'draft',
  version_submitted: 'pending_approval',
  version_approved: 'approved',
  version_confirmed: 'approved',
  changes_recorded: 'approved',
  items_listed: 'approved',
  changes_requested: 'changes_requested',
  version_rejected: 'rejected',
  version_withdrawn: 'withdrawn',
  version_discarded: 'discarded',
};

/** Entries that a report's stream may have after the one that closed it: reading goes on. */
const AFTER_CLOSING: readonly AuditKind[] = [
  'finding_followed',
  'command_refused',
  'examiner_admitted',
  'examiner_dismissed',
  'file_downloaded',
  'history_archived',
  'package_finished',
  'package_made',
  'values_unmasked',
  'values_read',
];

/**
 * Follows each stream of the trail: no number is missing, each entry names the hash before it and hashes to its own, versions stand
 * as their entries left them, and a closed report's stream ends with its closing.
 */
export async function verifyStreams(sql: SqlClient, scope: VerifyScope): Promise<Followed> {
  const problems = new Problems();
  let count = 0;
  let stream: Stream | null = null;
  const rows = cursorRows(
    sql,
    'verify_streams',
    `select e.stream, e.seq::int as seq, e.kind, e.chain_id as "chainId", e.version_id as "versionId", e.prev_hash as "prevHash", e.hash,
            to_jsonb(e) - 'hash' as record, ${reportTitleSql()} as title
       from audit_event e left join cycle_report cr on e.stream = 'cycle-report/' || cr.id::text
       left join report r on r.id = cr.report_id left join test_cycle tc on tc.id = cr.cycle_id
      where ${IN_SCOPE_SQL} order by e.stream, e.seq`,
    scopeValues(scope),
    (fetch) => sql.query<EventRow>(fetch),
  );
  const streams = new Set<string>();
  for await (const row of rows) {
    count += 1;
    if (stream?.name !== row.stream) {
      if (stream !== null) await endStream(sql, stream, problems);
      stream = new Stream(row);
      streams.add(row.stream);
    }
    const sentence = stream.follow(row);
    if (sentence !== null) problems.add(sentence);
  }
  if (stream !== null) await endStream(sql, stream, problems);
  for (const title of await reportsWithoutStream(sql, scope, streams)) problems.add(`Trail of ${title}: every entry is missing.`);
  return { count, problems: problems.sentences };
}

/** One stream while it is followed: the entry before, and where its versions stand. */
class Stream {
  readonly name: string;
  readonly title: string;
  readonly standing = new Map<string, VersionStatus>();
  closed = false;
  afterClosing: number | null = null;
  private readonly approved = new Map<string, string>();
  private seq = 0;
  private hash: Buffer;

  constructor(first: EventRow) {
    this.name = first.stream;
    this.title = first.title ?? (first.stream === 'installation' ? 'the installation' : first.stream);
    this.hash = createHash('sha256').update(first.stream, 'utf8').digest();
  }

  follow(row: EventRow): string | null {
    const place = `Trail of ${this.title}, entry ${row.seq}`;
    const due = this.seq + 1;
    const before = this.hash;
    this.seq = row.seq;
    this.hash = row.hash;
    this.replay(row);
    if (row.seq !== due) return `${place}: entry ${due} is missing.`;
    if (!row.prevHash.equals(before)) return `${place}: it does not follow from the entry before it.`;
    return recordDigest(row.record) === row.hash.toString('hex') ? null : `${place}: its content does not match its hash.`;
  }

  private replay(row: EventRow): void {
    if (row.kind === 'report_closed') this.closed = true;
    else if (this.closed && !AFTER_CLOSING.includes(row.kind)) this.afterClosing ??= row.seq;
    const status = STATUS_AFTER[row.kind] ?? (row.kind === 'version_signed' ? this.afterSignature(row) : undefined);
    if (status === undefined || row.versionId === null) return;
    this.standing.set(row.versionId, status);
    if (status !== 'approved' || row.chainId === null) return;
    const earlier = this.approved.get(row.chainId);
    if (earlier !== undefined && earlier !== row.versionId) this.standing.set(earlier, 'superseded');
    this.approved.set(row.chainId, row.versionId);
  }

  /** The last signature approves; one of several says how many there are. */
  private afterSignature(row: EventRow): VersionStatus | undefined {
    const { changes } = row.record;
    const counted = Array.isArray(changes) && changes.some((change) => isField(change, 'approvals'));
    return counted ? undefined : 'approved';
  }
}

function isField(change: Json, field: string): boolean {
  return typeof change === 'object' && change !== null && 'field' in change && change.field === field;
}

const REPORT_STREAM = /^cycle-report\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

async function endStream(sql: SqlClient, stream: Stream, problems: Problems): Promise<void> {
  if (stream.name === 'installation') return;
  const cycleReportId = REPORT_STREAM.exec(stream.name)?.[1];
  if (cycleReportId === undefined) return problems.add(`Trail of ${stream.title}: there is no such stream.`);
  const { rows } = await sql.query<{ id: string; number: number; phase: string; status: VersionStatus }>(
    `select v.id, v.number, ch.phase, v.status from version v join chain ch on ch.id = v.chain_id
      where ch.cycle_report_id = $1 order by ch.position, v.number`,
    [cycleReportId],
  );
  for (const { id, number, phase, status } of rows) {
    const told = stream.standing.get(id);
    if (told === undefined) problems.add(`Trail of ${stream.title}: no entry opened version ${number} of ${phase}.`);
    else if (told !== status)
      problems.add(`Trail of ${stream.title}: version ${number} of ${phase} is stored as ${status}; its entries left it ${told}.`);
  }
  const { rows: reports } = await sql.query<{ closed: boolean }>('select closed_at is not null as closed from cycle_report where id = $1', [
    cycleReportId,
  ]);
  if (reports[0] === undefined) problems.add(`Trail of ${stream.title}: there is no such report.`);
  else if (reports[0].closed !== stream.closed)
    problems.add(
      `Trail of ${stream.title}: ${stream.closed ? 'it ends with a closing, but the report is stored as open' : 'the report is stored as closed, but its trail has no closing'}.`,
    );
  if (stream.afterClosing !== null)
    problems.add(`Trail of ${stream.title}, entry ${stream.afterClosing}: it was written after the report had closed.`);
}

async function reportsWithoutStream(sql: SqlClient, scope: VerifyScope, streams: ReadonlySet<string>): Promise<string[]> {
  const { rows } = await sql.query<{ title: string }>(
    `select ${reportTitleSql()} as title from cycle_report cr ${REPORT_JOINS_SQL}
      where ($1::uuid[] is null or cr.id = any($1::uuid[])) and 'cycle-report/' || cr.id <> all($2::text[]) order by title limit 50`,
    [scope.cycleReportIds, [...streams]],
  );
  return rows.map((row) => row.title);
}

import { canonicalJson, textHash } from '#domain/item/canonical-json';
import type { ItemData, Json } from '#domain/item/json';
import { PHASE_LABELS, type PhaseName } from '#domain/phase/phase-names';
import { Refusal } from '#domain/refusals';
import { historySegmentHash } from '#domain/version/history-segment';
import type { SqlClient } from '../sql/connection';
import { cursorRows } from '../sql/cursor-rows';
import { CHAIN_JOINS_SQL, reportTitleSql } from '../sql/fragments';

/** What is verified: some cycle reports (null: all), and whether the installation's own stream as well. */
export interface VerifyScope {
  cycleReportIds: readonly string[] | null;
  installation: boolean;
}

/** How many links were followed, and the first broken one of each kind in words. */
export interface Followed {
  count: number;
  problems: string[];
}

interface EventRow {
  stream: string;
  seq: string;
  prevHash: Buffer;
  hash: Buffer;
  expected: Buffer;
  genesis: Buffer;
  title: string | null;
}

/** Follows each audit stream: no number is missing, each event names the hash before it, and hashes to its own. */
export async function verifyAudit(sql: SqlClient, scope: VerifyScope): Promise<Followed> {
  const problems: string[] = [];
  let count = 0;
  let last: EventRow | null = null;
  const rows = cursorRows(
    sql,
    'verify_audit',
    `select e.stream, e.seq, e.prev_hash as "prevHash", e.hash, audit_hash(e) as expected, sha256(convert_to(e.stream, 'UTF8')) as genesis,
            ${reportTitleSql()} as title
       from audit_event e left join cycle_report cr on e.stream = 'cycle-report/' || cr.id::text
       left join report r on r.id = cr.report_id left join test_cycle tc on tc.id = cr.cycle_id
      where ($1::uuid[] is null or cr.id = any($1::uuid[]) or (e.stream = 'installation' and $2::boolean)) and ($2::boolean or e.stream <> 'installation')
      order by e.stream, e.seq`,
    [scope.cycleReportIds, scope.installation],
    (fetch) => sql.query<EventRow>(fetch),
  );
  for await (const row of rows) {
    count += 1;
    const before: EventRow | null = last?.stream === row.stream ? last : null;
    const sentence = problems.length === 0 ? auditProblem(row, before) : null;
    if (sentence !== null) problems.push(sentence);
    last = row;
  }
  return { count, problems };
}

function auditProblem(row: EventRow, before: EventRow | null): string | null {
  const place = `Trail of ${row.title ?? (row.stream === 'installation' ? 'the installation' : row.stream)}, entry ${row.seq}`;
  const due = before ? Number(before.seq) + 1 : 1;
  if (Number(row.seq) !== due) return `${place}: entry ${due} is missing.`;
  if (!row.prevHash.equals(before?.hash ?? row.genesis)) return `${place}: it does not follow from the entry before it.`;
  return row.hash.equals(row.expected) ? null : `${place}: its content does not match its hash.`;
}

interface ItemRow {
  phase: PhaseName;
  title: string;
  number: number;
  key: string;
  data: ItemData;
  hash: Buffer;
}

/** Recomputes the hash of every row of the change log from its content. */
export async function verifyItems(sql: SqlClient, scope: VerifyScope): Promise<Followed> {
  const problems: string[] = [];
  let count = 0;
  const rows = cursorRows(
    sql,
    'verify_items',
    `select ch.phase, ${reportTitleSql()} as title, i.number, i.item_key as key, i.data, i.hash
       from version_item i join chain ch on ch.id = i.chain_id ${CHAIN_JOINS_SQL}
      where i.op = 'put' and ($1::uuid[] is null or cr.id = any($1::uuid[]))`,
    [scope.cycleReportIds],
    (fetch) => sql.query<ItemRow>(fetch),
  );
  for await (const row of rows) {
    count += 1;
    if (problems.length > 0 || contentHashOf(row.data) === row.hash.toString('hex')) continue;
    problems.push(`${versionTitle(row)}, item ${row.key}: its content does not match its hash.`);
  }
  return { count, problems };
}

/** The hash of a row's content; null where the content cannot even be written canonically, which is true of no honest row. */
function contentHashOf(data: ItemData): string | null {
  try {
    return textHash(canonicalJson(data));
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function versionTitle(row: { phase: PhaseName; title: string; number: number }): string {
  return `${PHASE_LABELS[row.phase]} of ${row.title}, version ${row.number}`;
}

interface VersionRow {
  phase: PhaseName;
  title: string;
  number: number;
  contentMatches: boolean;
  hashMatches: boolean;
  brokenInput: number | null;
  brokenInputPhase: PhaseName | null;
}

/** Recomputes what each frozen version was frozen with: its content, and the chain to parent and inputs. */
export async function verifyVersions(sql: SqlClient, scope: VerifyScope): Promise<Followed> {
  const broken: { content?: string; hash?: string; input?: string } = {};
  let count = 0;
  const rows = cursorRows(
    sql,
    'verify_versions',
    `select ch.phase, ${reportTitleSql()} as title, v.number, content_hash(v.chain_id, v.number) = v.content_hash as "contentMatches",
            version_hash(v.id, v.content_hash) = v.version_hash as "hashMatches", bad.number as "brokenInput", bad.phase as "brokenInputPhase"
       from version v join chain ch on ch.id = v.chain_id ${CHAIN_JOINS_SQL}
       left join lateral (select u.number, uc.phase from version_input i join version u on u.id = i.upstream_id join chain uc on uc.id = u.chain_id
              where i.version_id = v.id and i.content_hash is distinct from u.content_hash limit 1) bad on true
      where v.status <> 'draft' and ($1::uuid[] is null or cr.id = any($1::uuid[])) order by tc.name, r.name, ch.position, v.number`,
    [scope.cycleReportIds],
    (fetch) => sql.query<VersionRow>(fetch),
  );
  for await (const row of rows) {
    count += 1;
    if (!row.contentMatches) broken.content ??= `${versionTitle(row)}: its items are not those it was frozen with.`;
    if (!row.hashMatches) broken.hash ??= `${versionTitle(row)}: its hash does not follow from its content, parent and inputs.`;
    if (row.brokenInput !== null && row.brokenInputPhase !== null) {
      broken.input ??= `${versionTitle(row)}: it was built from other content than ${PHASE_LABELS[row.brokenInputPhase]}, version ${row.brokenInput}, holds.`;
    }
  }
  return { count, problems: [broken.content, broken.hash, broken.input].filter((one) => one !== undefined) };
}

interface SegmentRow {
  workflowId: string;
  runId: string;
  first: number;
  last: number;
  events: Json[];
  hash: Buffer;
  prevHash: Buffer | null;
}

/** Follows the archived histories of workflow runs: no stretch is missing, and each hashes onto the one before. */
export async function verifyHistories(sql: SqlClient, scope: VerifyScope): Promise<Followed> {
  const problems: string[] = [];
  let count = 0;
  let last: SegmentRow | null = null;
  const rows = cursorRows(
    sql,
    'verify_histories',
    `select workflow_id as "workflowId", run_id as "runId", first_event_id as first, last_event_id as last, events, hash, prev_hash as "prevHash"
       from history_segment
      where ($1::uuid[] is null or split_part(workflow_id, '/', 2) = any($1::text[])) order by workflow_id, run_id, first_event_id`,
    [scope.cycleReportIds],
    (fetch) => sql.query<SegmentRow>(fetch),
  );
  for await (const row of rows) {
    count += 1;
    const before: SegmentRow | null = last?.workflowId === row.workflowId && last.runId === row.runId ? last : null;
    const sentence = problems.length === 0 ? segmentProblem(row, before) : null;
    if (sentence !== null) problems.push(sentence);
    last = row;
  }
  return { count, problems };
}

function segmentProblem(row: SegmentRow, before: SegmentRow | null): string | null {
  const place = `Archived history of ${row.workflowId}, events ${row.first} to ${row.last}`;
  const due = before ? before.last + 1 : 1;
  if (row.first !== due) return `${place}: event ${due} is missing.`;
  const follows = before === null ? row.prevHash === null : row.prevHash?.equals(before.hash) === true;
  if (!follows) return `${place}: it does not follow from the stretch before it.`;
  return historySegmentHash(before?.hash ?? null, row.events).equals(row.hash) ? null : `${place}: its events do not match its hash.`;
}

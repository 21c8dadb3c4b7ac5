import { z } from 'zod';
import type { TrailPage, TrailRow } from '#contract/views/work-views';
import { may, type Subject } from '#domain/people/permissions';
import { handlesIn } from '#domain/people/person-token';
import type { PhaseName } from '#domain/phase/phase-names';
import { AUDIT_VERBS, type AuditChange, NOTED_BESIDE_ACTS } from '#domain/version/audit-kinds';
import { requireCycleReport, requireVersion } from '../people/access.queries';
import { type NamePeople, readNames } from '../people/people-names.queries';
import { holdsForSql, visibleReportsSql } from '../people/visible-reports';
import type { Database } from '../sql/connection';
import { decodeCursor, encodeCursor, PLACE } from '../sql/cursor';
import { nameThenSql, REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';
import { SqlParams } from '../sql/sql-params';
import { showChanges } from './shown-changes.queries';
import { auditSentence } from './timeline.queries';

export interface TrailRequest {
  cycleReportId?: string | undefined;
  versionId?: string | undefined;
  personId?: string | undefined;
  phase?: PhaseName | undefined;
  /** Words, each of which the sentence or the report's title holds. */
  text?: string | undefined;
  /** Dates, both included, in UTC: "2026-03-31". */
  from?: string | undefined;
  to?: string | undefined;
  /** Leaves out what is noted beside the acts of people. */
  actsOnly?: boolean | undefined;
  after?: string | null | undefined;
  limit?: number | undefined;
}

interface Row {
  stream: string;
  seq: string;
  at: Date;
  place: string;
  kind: string;
  actorId: string | null;
  actorName: string;
  actorRole: string;
  subject: string;
  changes: AuditChange[];
  hash: Buffer;
  cycleReportId: string | null;
  reportName: string | null;
  phase: PhaseName | null;
  instance: string | null;
  versionNumber: number | null;
  versionId: string | null;
  mayUnmask: boolean;
}

const DEFAULT_LIMIT = 100;
const AFTER_ENTRY = z.tuple([PLACE.instant, PLACE.text, PLACE.count]);
// A report's stream is named by its id; anything else is the installation's.
const FROM = `audit_event e
  left join cycle_report cr on cr.id = case when starts_with(e.stream, 'cycle-report/') then substr(e.stream, 14)::uuid end
  left join report r on r.id = cr.report_id left join test_cycle tc on tc.id = cr.cycle_id
  left join chain ch on ch.id = e.chain_id left join version v on v.id = e.version_id`;

/**
 * The trail, newest first: of the reports this person may see, and the installation's own for those with that right.
 * @throws Refusal `not_found` where it is asked for a report or version that may not be seen.
 */
export async function readTrail(db: Database, subject: Subject, request: TrailRequest): Promise<TrailPage> {
  if (request.cycleReportId !== undefined) await requireCycleReport(db.pool, subject, request.cycleReportId);
  if (request.versionId !== undefined) await requireVersion(db.pool, subject, request.versionId);
  const limit = request.limit ?? DEFAULT_LIMIT;
  const [found, people, reports] = await Promise.all([
    readRows(db, subject, request, limit + 1),
    readPeople(db, subject),
    readReports(db, subject),
  ]);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const hidden = page.filter(({ mayUnmask }) => !mayUnmask);
  const [names, shown] = await Promise.all([readNames(db.pool, page.flatMap(peopleInEntry)), showChanges(db.pool, hidden)]);
  const changesOf = (row: Row) => (row.mayUnmask ? row.changes : (shown[hidden.indexOf(row)] ?? []));
  return {
    rows: page.map((row) => trailRow({ ...row, changes: changesOf(row) }, names.at(row.at))),
    next: found.length > limit && last ? encodeCursor([last.place, last.stream, last.seq]) : null,
    people,
    reports,
  };
}

async function readRows(db: Database, subject: Subject, request: TrailRequest, limit: number): Promise<Row[]> {
  const params = new SqlParams();
  const unmask = ['tester', 'report_owner'] as const;
  const unmaskSql = unmask.map((role) => holdsForSql(subject, role, params)).join(' or ');
  const conditions = [streamsSql(subject, params)];
  if (request.cycleReportId !== undefined) conditions.push(`e.stream = 'cycle-report/' || ${params.bind(request.cycleReportId)}::text`);
  if (request.versionId !== undefined) conditions.push(`e.version_id = ${params.bind(request.versionId)}::uuid`);
  if (request.personId !== undefined) conditions.push(`e.actor_id = ${params.bind(request.personId)}::uuid`);
  if (request.phase !== undefined) conditions.push(`ch.phase = ${params.bind(request.phase)}`);
  if (request.from !== undefined) conditions.push(`e.at >= ${params.bind(request.from)}::date`);
  if (request.to !== undefined) conditions.push(`e.at < ${params.bind(request.to)}::date + 1`);
  if (request.actsOnly === true) conditions.push(`e.kind <> all(${params.bind([...NOTED_BESIDE_ACTS])}::text[])`);
  for (const word of wordsOf(request.text)) conditions.push(holdsWordSql(word, params));
  const place = decodeCursor(request.after, AFTER_ENTRY);
  if (place)
    conditions.push(
      `(e.at, e.stream, e.seq) < (${params.bind(place[0])}::timestamptz, ${params.bind(place[1])}::text, ${params.bind(place[2])}::bigint)`,
    );
  const answer = await db.pool.query<Row>(
    `select e.stream, e.seq, e.at, e.at::text as place, e.kind, e.actor_id as "actorId", ${nameThenSql('e.actor_id', 'e.at')} as "actorName",
            e.actor_role as "actorRole", e.subject, e.changes, e.hash, cr.id as "cycleReportId", ${reportTitleSql()} as "reportName", ch.phase, ch.instance, v.number as "versionNumber", v.id as "versionId",
            coalesce(${unmaskSql}, false) as "mayUnmask"
       from ${FROM} where ${conditions.join(' and ')} order by e.at desc, e.stream desc, e.seq desc limit ${params.bind(limit)}`,
    params.values,
  );
  return answer.rows;
}

/** More words than these narrow no further. */
const MOST_WORDS = 8;

function wordsOf(text = ''): string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
}

/** Whether the sentence of an entry, as it is told, or its report's title holds a word; people by the names they had then. */
function holdsWordSql(word: string, params: SqlParams): string {
  const like = `${params.bind(`%${word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`)}::text`;
  const kinds = Object.entries(AUDIT_VERBS).flatMap(([kind, verb]) => (verb.toLowerCase().includes(word) ? [kind] : []));
  return `(e.subject ilike ${like} or ${nameThenSql('e.actor_id', 'e.at')} ilike ${like} or ${reportTitleSql()} ilike ${like}
    or e.kind = any(${params.bind(kinds)}::text[])
    or exists (select 1 from app_user named where position('{person:' || named.id::text || '}' in e.subject) > 0 and ${nameThenSql('named.id', 'e.at')} ilike ${like}))`;
}

function streamsSql(subject: Subject, params: SqlParams): string {
  const reports = `(cr.id is not null and ${visibleReportsSql(subject, params)})`;
  return may(subject, 'see_installation_trail').allowed ? `(cr.id is null or ${reports})` : reports;
}

/** Who has acted in what this person may see: the choices of the filter. */
async function readPeople(db: Database, subject: Subject): Promise<{ id: string; name: string }[]> {
  const params = new SqlParams();
  const answer = await db.pool.query<{ id: string; name: string }>(
    `select u.id, u.name || case when u.erased_at is null then '' else ' (' || left(u.id::text, 8) || ')' end as name from app_user u where exists (select 1 from ${FROM} where e.actor_id = u.id and ${streamsSql(subject, params)}) order by u.name, u.id limit 500`,
    params.values,
  );
  return answer.rows;
}

async function readReports(db: Database, subject: Subject): Promise<{ id: string; name: string }[]> {
  const params = new SqlParams();
  const answer = await db.pool.query<{ id: string; name: string }>(
    `select cr.id, ${reportTitleSql()} as name from cycle_report cr ${REPORT_JOINS_SQL}
      where ${visibleReportsSql(subject, params)} order by tc.starts_on desc, r.name, cr.id limit 500`,
    params.values,
  );
  return answer.rows;
}

/** The handles of the people whom an entry names in its words. */
function peopleInEntry({ subject, changes }: Row): string[] {
  return [subject, ...changes.flatMap(({ from, to }) => [from ?? '', to ?? ''])].flatMap(handlesIn);
}

function trailRow(row: Row, name: NamePeople): TrailRow {
  return {
    stream: row.stream,
    seq: Number(row.seq),
    at: row.at.toISOString(),
    kind: row.kind,
    sentence: name(auditSentence(row.actorName, row.kind, row.subject)),
    by: { id: row.actorId, name: row.actorName, role: row.actorRole },
    cycleReportId: row.cycleReportId,
    reportName: row.reportName,
    phase: row.phase,
    instance: row.instance ?? '',
    versionNumber: row.versionNumber,
    versionId: row.versionId,
    changes: row.changes.map((change) => changeWithNames(change, name)),
    hash: row.hash.toString('hex'),
  };
}

function changeWithNames({ field, from, to }: AuditChange, name: NamePeople): AuditChange {
  return { field, from: from === null ? null : name(from), to: to === null ? null : name(to) };
}

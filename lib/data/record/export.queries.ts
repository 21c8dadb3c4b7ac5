import type { Json } from '#domain/item/json';
import type { Database, SqlClient } from '../sql/connection';
import { cursorRows } from '../sql/cursor-rows';
import { REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';
import { RECORD_RELATIONS, type RecordRelation } from './record-relations';
import { present, type RecordRow, recordRows } from './record-rows';
import { SENT_FILES_SQL } from './sent-files';

/** One file of an export: its name, and its lines as JSON values, read while they are taken. */
export interface ExportedFile {
  name: string;
  lines: AsyncIterable<Json>;
}

/** What an export begins with. */
export interface ExportedReport {
  cycleReportId: string;
  title: string;
  stream: string;
  /** Number and hash (hex) of the last entry of its trail. */
  entries: number;
  head: string;
  /** SHA-256 of each uploaded file. */
  uploads: string[];
}

/** Tables whose rows belong to the installation, of which a report's export holds none. */
const OF_INSTALLATION = `'installation'`;

/**
 * Reads the record of a report (docs/record-format.md, "Exports") on one snapshot: what it begins with, then each file, one after the
 * other. Answers null where there is no such report; otherwise whatever `take` answers.
 */
export async function exportRecord<T>(
  db: Database,
  cycleReportId: string,
  take: (report: ExportedReport, files: () => AsyncIterable<ExportedFile>) => Promise<T>,
): Promise<T | null> {
  const sql = await db.pool.connect();
  try {
    await sql.query(`begin transaction isolation level repeatable read read only; set local timezone = 'UTC'`);
    const report = await readExportedReport(sql, cycleReportId);
    return report === null ? null : await take(report, () => recordFiles(sql, report));
  } finally {
    // Nothing was written; a connection that cannot even roll back is thrown away.
    await sql.query('rollback').then(
      () => sql.release(),
      (error: Error) => sql.release(error),
    );
  }
}

/** What an export of a report begins with, in the caller's transaction; null where there is no such report. */
export async function readExportedReport(sql: SqlClient, cycleReportId: string): Promise<ExportedReport | null> {
  const { rows } = await sql.query<ExportedReport>(
    `select cr.id as "cycleReportId", ${reportTitleSql()} as title, e.stream, e.seq::int as entries, encode(e.hash, 'hex') as head,
            array(select distinct u.sha256 from ${SENT_FILES_SQL} u where u.cycle_report_id = cr.id order by 1) as uploads
       from cycle_report cr ${REPORT_JOINS_SQL} join audit_event e on e.stream = 'cycle-report/' || cr.id
      where cr.id::text = $1 order by e.seq desc limit 1`,
    [cycleReportId],
  );
  return rows[0] ?? null;
}

/** The files of an export in the caller's transaction, whose time zone must be UTC; each is read to its end before the next. */
export async function* recordFiles(sql: SqlClient, report: ExportedReport): AsyncGenerator<ExportedFile> {
  yield { name: 'trail.ndjson', lines: trailOf(sql, report.stream) };
  for (const [table, relation] of Object.entries(RECORD_RELATIONS)) {
    if (relation.stream !== OF_INSTALLATION)
      yield { name: `rows/${table}.ndjson`, lines: rowsOf(sql, table, relation, report.cycleReportId) };
  }
  yield { name: 'items.ndjson', lines: itemsOf(sql, report.cycleReportId) };
}

async function* trailOf(sql: SqlClient, stream: string): AsyncGenerator<Json> {
  const rows = cursorRows(
    sql,
    'export_trail',
    `select to_jsonb(e) - 'hash' as record, encode(e.hash, 'hex') as hash from audit_event e where e.stream = $1 order by e.seq`,
    [stream],
    (fetch) => sql.query<{ record: RecordRow['record']; hash: string }>(fetch),
  );
  for await (const { record, hash } of rows) yield { record: present(record), hash };
}

async function* rowsOf(sql: SqlClient, table: string, relation: RecordRelation, cycleReportId: string): AsyncGenerator<Json> {
  for await (const { key, record } of recordRows(sql, table, relation, { cycleReportIds: [cycleReportId], installation: false }))
    yield { key, record: present(record) };
}

async function* itemsOf(sql: SqlClient, cycleReportId: string): AsyncGenerator<Json> {
  const rows = cursorRows(
    sql,
    'export_items',
    `select i.chain_id as chain, i.item_key as key, i.number, i.op, i.data, encode(i.hash, 'hex') as hash
       from version_item i where i.chain_id in (select id from chain where cycle_report_id = $1) order by i.chain_id, i.item_key, i.number`,
    [cycleReportId],
    (fetch) => sql.query<{ chain: string; key: string; number: number; op: string; data: Json; hash: string | null }>(fetch),
  );
  for await (const { data, hash, ...row } of rows) yield hash === null ? { ...row } : { ...row, data, hash };
}

import { createHash } from 'node:crypto';
import type { Storage } from '#storage/storage';
import type { SqlClient } from '../sql/connection';
import { cursorRows } from '../sql/cursor-rows';
import { Problems } from './problems';
import { SENT_FILES_SQL } from './sent-files';
import type { Followed, VerifyScope } from './verify-scope';

/** The stored files, as far as they have to be read; the rest of a storage is not asked. */
export type ReadableFiles = Pick<Storage, 'has' | 'read'>;

/**
 * Reads every file again that was uploaded for a report or supplied as evidence: it is there, its bytes have the SHA-256 it is known by, and as many as were counted. What is made of
 * files can be made again, and is not read.
 */
export async function verifyFiles(sql: SqlClient, scope: VerifyScope, files: ReadableFiles): Promise<Followed> {
  const problems = new Problems();
  let count = 0;
  const rows = cursorRows(
    sql,
    'verify_files',
    `select f.sha256, min(f.size)::float8 as size, min(u.file_name) as name from ${SENT_FILES_SQL} u left join stored_file f on f.sha256 = u.sha256
      where $1::uuid[] is null or u.cycle_report_id = any($1::uuid[]) group by u.sha256, f.sha256 order by u.sha256`,
    [scope.cycleReportIds],
    (fetch) => sql.query<{ sha256: string | null; size: number | null; name: string }>(fetch),
  );
  for await (const { sha256, size, name } of rows) {
    count += 1;
    if (sha256 === null) problems.add(`File ${name}: it is not listed among the stored files.`);
    else if (!(await files.has(sha256))) problems.add(`File ${name}: it is gone.`);
    else {
      const read = await readWhole(files, sha256);
      if (read.sha256 !== sha256) problems.add(`File ${name}: its bytes were changed.`);
      else if (read.size !== size) problems.add(`File ${name}: it has ${read.size} bytes, and ${size ?? 'none'} are noted.`);
    }
  }
  for (const sha256 of scope.installation ? await withoutUpload(sql) : []) problems.add(`File ${sha256}: nobody has uploaded it.`);
  return { count, problems: problems.sentences };
}

async function withoutUpload(sql: SqlClient): Promise<string[]> {
  const { rows } = await sql.query<{ sha256: string }>(
    `select sha256 from stored_file f where not exists (select from ${SENT_FILES_SQL} u where u.sha256 = f.sha256) order by sha256 limit 50`,
  );
  return rows.map((row) => row.sha256);
}

async function readWhole(files: ReadableFiles, sha256: string): Promise<{ sha256: string; size: number }> {
  const sum = createHash('sha256');
  let size = 0;
  for await (const part of files.read(sha256) as AsyncIterable<Buffer>) {
    size += part.length;
    sum.update(part);
  }
  return { sha256: sum.digest('hex'), size };
}

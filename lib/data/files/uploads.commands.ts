import type { UploadedFile } from '#contract/work-inputs';
import type { Actor } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction } from '../sql/connection';
import { onlyRow } from '../sql/only-row';

export interface UploadInput {
  cycleReportId: string;
  sha256: string;
  /** Bytes. */
  size: number;
  fileName: string;
  mediaType: string;
}

/** Notes a stored file as uploaded for a cycle report, with its line in the report's trail. The same file may come twice. */
export async function recordUpload(db: Database, actor: Actor & { id: string }, input: UploadInput): Promise<UploadedFile> {
  return inTransaction(db, async (sql) => {
    await sql.query('insert into stored_file (sha256, size, media_type) values ($1, $2, $3) on conflict (sha256) do nothing', [
      input.sha256,
      input.size,
      input.mediaType,
    ]);
    const { rows } = await sql.query<{ id: string }>(
      'insert into upload (sha256, file_name, cycle_report_id, user_id) values ($1, $2, $3, $4) returning id',
      [input.sha256, input.fileName, input.cycleReportId, actor.id],
    );
    const changes = [
      { field: 'sha256', from: null, to: input.sha256 },
      { field: 'bytes', from: null, to: String(input.size) },
    ];
    await writeAudit(sql, { cycleReportId: input.cycleReportId, kind: 'file_uploaded', actor, subject: input.fileName, changes });
    return { uploadId: onlyRow(rows).id, sha256: input.sha256, fileName: input.fileName, size: input.size };
  });
}

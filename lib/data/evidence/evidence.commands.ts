import type { SuppliedFile } from '#contract/work-inputs';
import type { EvidenceKind } from '#domain/evidence/file-kind';
import type { VersionScope } from '../people/access.queries';
import type { Actor } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction } from '../sql/connection';
import { onlyRow } from '../sql/only-row';

interface KeptFile {
  sha256: string;
  kind: EvidenceKind;
  /** Bytes. */
  size: number;
  mediaType: string;
  fileName: string;
}

/** Notes a stored file as evidence in a version's chain, with its line in the trail. The same file may come twice: the first row stands. */
export async function keepEvidence(
  db: Database,
  actor: Actor & { id: string },
  { chainId, cycleReportId, versionId }: Pick<VersionScope, 'chainId' | 'cycleReportId' | 'versionId'>,
  file: KeptFile,
): Promise<SuppliedFile> {
  return inTransaction(db, async (sql) => {
    await sql.query('insert into stored_file (sha256, size, media_type) values ($1, $2, $3) on conflict (sha256) do nothing', [
      file.sha256,
      file.size,
      file.mediaType,
    ]);
    const { rows: made } = await sql.query<{ id: string }>(
      `insert into evidence (chain_id, sha256, kind, size, media_type, file_name, user_id) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (chain_id, sha256) do nothing returning id`,
      [chainId, file.sha256, file.kind, file.size, file.mediaType, file.fileName, actor.id],
    );
    if (made.length > 0)
      await writeAudit(sql, {
        cycleReportId,
        chainId,
        versionId,
        kind: 'evidence_received',
        actor,
        subject: file.fileName,
        changes: [
          { field: 'sha256', from: null, to: file.sha256 },
          { field: 'bytes', from: null, to: String(file.size) },
        ],
      });
    const { rows } = await sql.query<{ id: string; kind: EvidenceKind; fileName: string }>(
      'select id, kind, file_name as "fileName" from evidence where chain_id = $1 and sha256 = $2',
      [chainId, file.sha256],
    );
    const { id, kind, fileName } = onlyRow(rows);
    return { evidenceId: id, kind, fileName, size: file.size };
  });
}

import type { Actor } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction } from '../sql/connection';

/** Notes in the report's trail that somebody took content out of the installation. */
export async function recordExport(
  db: Database,
  actor: Actor,
  input: { cycleReportId: string; chainId: string; versionId: string; what: string },
): Promise<void> {
  await inTransaction(db, (sql) => writeAudit(sql, { kind: 'file_downloaded', actor, subject: input.what, ...input }));
}

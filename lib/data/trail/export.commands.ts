import type { Actor } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction } from '../sql/connection';

/**
 * Notes in the report's trail that somebody took content out of the installation, and, of confidential values that went along
 * unmasked, of which attributes: `unmasked` are their codes.
 */
export async function recordExport(
  db: Database,
  actor: Actor,
  input: { cycleReportId: string; chainId: string; versionId: string; what: string; unmasked: readonly string[] },
): Promise<void> {
  const { what, unmasked, ...place } = input;
  const read = {
    ...place,
    kind: 'values_unmasked',
    actor,
    subject: unmasked.join(', '),
    changes: [{ field: 'file', from: null, to: what }],
  } as const;
  await inTransaction(db, (sql) =>
    writeAudit(sql, { ...place, kind: 'file_downloaded', actor, subject: what }, ...(unmasked.length === 0 ? [] : [read])),
  );
}

/** Notes in the installation's trail that somebody took figures of a cycle out. @param what is said of them: "where 2026 Q3 stands, 4 reports" */
export async function recordProgressExport(db: Database, actor: Actor, what: string): Promise<void> {
  await inTransaction(db, (sql) => writeAudit(sql, { cycleReportId: null, kind: 'file_downloaded', actor, subject: what }));
}

/** Notes that somebody took entries of the trail along: in the report's own trail where they are of one report, else in the installation's. */
export async function recordTrailExport(db: Database, actor: Actor, input: { cycleReportId: string | null; what: string }): Promise<void> {
  await inTransaction(db, (sql) =>
    writeAudit(sql, { cycleReportId: input.cycleReportId, kind: 'file_downloaded', actor, subject: input.what }),
  );
}

import { Refusal } from '#domain/refusals';
import type { CycleReportScope } from '../people/access.queries';
import type { Actor } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction } from '../sql/connection';
import { onlyRow } from '../sql/only-row';
import { packageInWords } from './package-words';
import type { PackageScope } from './packages.queries';

/**
 * Asks for a package of a report: its row and the entry of the trail. Whether somebody may is the caller's to ask; the worker makes it.
 * @throws Refusal `package_running` while one of the same kind is being made
 */
export async function requestPackage(
  db: Database,
  actor: Actor & { id: string },
  { cycleReportId }: Pick<CycleReportScope, 'cycleReportId'>,
  redacted: boolean,
): Promise<{ id: string; number: number }> {
  return inTransaction(db, async (sql) => {
    // Numbers have no gap: two requests at once wait for each other.
    await sql.query(`select pg_advisory_xact_lock(hashtextextended('packages/' || $1, 0))`, [cycleReportId]);
    const { rows: standing } = await sql.query<{ last: number; making: boolean }>(
      `select coalesce(max(number), 0)::int as last, coalesce(bool_or(state = 'making' and redacted = $2), false) as making
         from package where cycle_report_id = $1`,
      [cycleReportId, redacted],
    );
    const { last, making } = onlyRow(standing);
    if (making) throw new Refusal('package_running');
    const number = last + 1;
    const { rows } = await sql.query<{ id: string }>(
      'insert into package (cycle_report_id, number, redacted, made_by_id, made_by_role) values ($1, $2, $3, $4, $5) returning id',
      [cycleReportId, number, redacted, actor.id, actor.role],
    );
    await writeAudit(sql, { cycleReportId, kind: 'package_made', actor, subject: packageInWords({ number, redacted }) });
    return { id: onlyRow(rows).id, number };
  });
}

/** Notes in the report's trail that somebody took a package out of the installation. */
export async function recordPackageTaken(db: Database, actor: Actor, taken: PackageScope): Promise<void> {
  await inTransaction(db, (sql) =>
    writeAudit(sql, {
      cycleReportId: taken.cycleReportId,
      kind: 'file_downloaded',
      actor,
      subject: packageInWords(taken),
      changes: [{ field: 'sha256', from: null, to: taken.sha256 }],
    }),
  );
}

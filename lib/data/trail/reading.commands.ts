import type { Actor } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction } from '../sql/connection';

/**
 * Notes in a report's trail, once a person, version and day (UTC), that somebody was shown confidential values of it: `unmasked` are
 * the codes of their attributes. Two that come at once note it once.
 */
export async function recordReading(
  db: Database,
  actor: Actor & { id: string },
  { unmasked, ...place }: { cycleReportId: string; chainId: string; versionId: string; unmasked: readonly string[] },
): Promise<void> {
  await inTransaction(db, async (sql) => {
    const one = `countersign:reading:${place.versionId}:${actor.id}`;
    await sql.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [one]);
    const { rowCount } = await sql.query(
      `select from audit_event where version_id = $1 and actor_id = $2 and kind = 'values_read'
          and at >= date_trunc('day', clock_timestamp(), 'UTC') limit 1`,
      [place.versionId, actor.id],
    );
    if (rowCount === 0) await writeAudit(sql, { ...place, kind: 'values_read', actor, subject: unmasked.join(', ') });
  });
}

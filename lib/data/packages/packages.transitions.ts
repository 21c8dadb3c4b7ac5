import type { Omission, PackageState } from '#domain/package/manifest';
import { SYSTEM_ACTOR } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { packageInWords } from './package-words';

/** What a package came to. Hashes are lower-case hex, sizes bytes. */
export interface MadePackage {
  state: Exclude<PackageState, 'failed'>;
  omissions: readonly Omission[];
  withheld: number;
  sha256: string;
  size: number;
  /** The entry of the trail that it ends with, and that entry's hash. */
  entries: number;
  head: string;
  fingerprint: string;
  /** When it was stamped and by which service; null where it was not. */
  stamped: { at: Date; by: string } | null;
}

/** How many omissions the trail names; a manifest lists them all. */
const NAMED_OMISSIONS = 20;

/** Says what a package came to, once: what was said before stands, and what a killed attempt made is not said. */
export async function finishPackage(db: Database, packageId: string, made: MadePackage): Promise<void> {
  await inTransaction(db, async (sql) => {
    const waiting = await lockMaking(sql, packageId);
    if (waiting === null) return;
    await sql.query(
      `update package set state = $2, omissions = $3::jsonb, withheld = $4, sha256 = $5, size = $6, entries = $7, head = decode($8, 'hex'),
              fingerprint = $9, stamped_at = $10, stamped_by = $11, progress = null, finished_at = clock_timestamp() where id = $1`,
      [
        ...[packageId, made.state, JSON.stringify(made.omissions), made.withheld, made.sha256, made.size, made.entries, made.head],
        ...[made.fingerprint, made.stamped?.at ?? null, made.stamped?.by ?? null],
      ],
    );
    const more = made.omissions.length - NAMED_OMISSIONS;
    const left = made.omissions
      .slice(0, NAMED_OMISSIONS)
      .map(({ what, reason }) => ({ field: `left out: ${what}`, from: null, to: reason }));
    await writeAudit(sql, {
      cycleReportId: waiting.cycleReportId,
      kind: 'package_finished',
      actor: SYSTEM_ACTOR,
      subject: packageInWords(waiting),
      changes: [
        { field: 'state', from: null, to: made.state },
        { field: 'sha256', from: null, to: made.sha256 },
        { field: 'bytes', from: null, to: String(made.size) },
        ...(made.stamped === null ? [] : [{ field: 'time stamp', from: null, to: `${made.stamped.at.toISOString()}, ${made.stamped.by}` }]),
        ...left,
        ...(more > 0 ? [{ field: 'left out', from: null, to: `${more} more, which its manifest lists` }] : []),
      ],
    });
  });
}

/** Says that a package could not be made, and why, in words for people. */
export async function failPackage(db: Database, packageId: string, failure: string): Promise<void> {
  await inTransaction(db, async (sql) => {
    const waiting = await lockMaking(sql, packageId);
    if (waiting === null) return;
    await sql.query(`update package set state = 'failed', failure = $2, progress = null, finished_at = clock_timestamp() where id = $1`, [
      packageId,
      failure,
    ]);
    await writeAudit(sql, {
      cycleReportId: waiting.cycleReportId,
      kind: 'package_finished',
      actor: SYSTEM_ACTOR,
      subject: packageInWords(waiting),
      changes: [
        { field: 'state', from: null, to: 'failed' },
        { field: 'reason', from: null, to: failure },
      ],
    });
  });
}

/** Shows how far the packing is; nothing follows from it. */
export async function showPackageProgress(db: Database, packageId: string, progress: { files: number; bytes: number }): Promise<void> {
  await db.pool.query(`update package set progress = $2::jsonb where id = $1 and state = 'making'`, [packageId, JSON.stringify(progress)]);
}

async function lockMaking(sql: SqlClient, packageId: string): Promise<{ cycleReportId: string; number: number; redacted: boolean } | null> {
  const { rows } = await sql.query<{ cycleReportId: string; number: number; redacted: boolean }>(
    `select cycle_report_id as "cycleReportId", number, redacted from package where id = $1 and state = 'making' for no key update`,
    [packageId],
  );
  return rows[0] ?? null;
}

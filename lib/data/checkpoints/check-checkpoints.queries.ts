import type { Outside } from '#domain/checkpoint/evidence';
import type { TrustedKeys } from '#domain/checkpoint/trusted-keys';
import type { Database } from '../sql/connection';
import { compareOutside } from './compare-outside.queries';
import { verifyCheckpoints } from './verify-checkpoints.queries';

/** What is not proven of a database that was compared with nothing. */
export const NOTHING_OUTSIDE = 'Nothing outside this database was compared.';

/** What `verify` says of checkpoints: how much was looked at, what is broken, and what was not proven. */
export interface CheckpointsChecked {
  checkpoints: number;
  heads: number;
  /** Null where nothing from outside was given. */
  outside: { checkpoints: number; heads: number } | null;
  problems: string[];
  notProven: string[];
}

/** Verifies the checkpoints of this database, and compares them with evidence from outside, on one snapshot. */
export async function checkCheckpoints(
  db: Database,
  keys: TrustedKeys | null,
  evidence: readonly Outside[] | null,
): Promise<CheckpointsChecked> {
  const sql = await db.pool.connect();
  try {
    await sql.query('begin transaction isolation level repeatable read read only');
    const { checkpoints, heads, problems, notProven } = await verifyCheckpoints(sql, keys);
    if (evidence === null) return { checkpoints, heads, outside: null, problems, notProven: [...notProven, NOTHING_OUTSIDE] };
    const outside = await compareOutside(sql, evidence, keys);
    return {
      checkpoints,
      heads,
      outside: { checkpoints: outside.checkpoints, heads: outside.heads },
      problems: [...problems, ...outside.problems],
      notProven,
    };
  } finally {
    // Nothing was written; a connection that cannot even roll back is thrown away.
    await sql.query('rollback').then(
      () => sql.release(),
      (error: Error) => sql.release(error),
    );
  }
}

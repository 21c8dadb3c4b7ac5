import { type Database, inTransaction } from '../sql/connection';
import { CHAIN_JOINS_SQL, REPORT_JOINS_SQL, reportTitleSql, standingSql } from '../sql/fragments';

/** Something in which tables and Temporal disagree. `key` is stable from pass to pass. */
export interface FoundDifference {
  key: string;
  kind: 'command' | 'execution' | 'process' | 'status' | 'preparation' | 'projection';
  subject: string;
  detail: string;
  repaired: boolean;
}

/**
 * Keeps the list of differences: what this pass found is listed, what it did not find any more is resolved.
 * Returns how many stay open; a repaired one counts until a later pass no longer finds it.
 */
export async function listDifferences(db: Database, found: readonly FoundDifference[]): Promise<number> {
  return await inTransaction(db, async (sql) => {
    for (const { key, kind, subject, detail, repaired } of found) {
      await sql.query(
        `insert into reconcile_difference (key, kind, subject, detail, repaired) values ($1, $2, $3, $4, $5)
         on conflict (key) do update set detail = excluded.detail, repaired = excluded.repaired, resolved_at = null,
           found_at = case when reconcile_difference.resolved_at is null then reconcile_difference.found_at else now() end`,
        [key, kind, subject, detail, repaired],
      );
    }
    await sql.query('update reconcile_difference set resolved_at = now() where resolved_at is null and not key = any($1)', [
      found.map(({ key }) => key),
    ]);
    const { rows } = await sql.query<{ open: number }>('select count(*)::int as open from reconcile_difference where resolved_at is null');
    return rows[0]?.open ?? 0;
  });
}

/** A workflow that ought to be running: every report that is started and not closed, and every lane and phase opened in one. */
export interface ExpectedProcess {
  workflowId: string;
  subject: string;
  chainId: string | null;
}

/** Reports still asking to start are left out: their command is what the relay looks after. */
export async function expectedProcesses(db: Database): Promise<ExpectedProcess[]> {
  const { rows } = await db.pool.query<ExpectedProcess>(
    `select 'cycle-report/' || cr.id as "workflowId", ${reportTitleSql()} as subject, null::uuid as "chainId"
     from cycle_report cr ${REPORT_JOINS_SQL}
     where cr.started_at is not null and cr.closed_at is null
     union all
     select l.workflow_id, ${reportTitleSql()} || ': ' || l.key, null
     from lane l join cycle_report cr on cr.id = l.cycle_report_id ${REPORT_JOINS_SQL} where cr.closed_at is null
     union all
     select ch.workflow_id, ${reportTitleSql()} || ': ' || ch.phase, ch.id
     from chain ch ${CHAIN_JOINS_SQL}
     where cr.closed_at is null
     order by 1`,
  );
  return rows;
}

/** The versions of a chain that stand open or approved, as the workflow's `currentVersions` query shows them. */
export async function standingVersions(db: Database, chainId: string): Promise<{ versionId: string; number: number; status: string }[]> {
  const { rows } = await db.pool.query<{ versionId: string; number: number; status: string }>(
    `select v.id as "versionId", v.number, v.status::text from version v
     where v.chain_id = $1 and ${standingSql('v')} order by v.number`,
    [chainId],
  );
  return rows;
}

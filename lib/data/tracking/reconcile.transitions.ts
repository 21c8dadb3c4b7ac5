import type { DifferenceKind } from '#contract/views/difference-view';
import { behindKey } from '../sql/behind';
import { type Database, inTransaction } from '../sql/connection';
import { standingSql } from '../sql/fragments';

/** Something in which tables and Temporal disagree. `key` is stable from pass to pass. */
export interface FoundDifference {
  key: string;
  kind: DifferenceKind;
  subject: string;
  detail: string;
  /** What somebody has to do; empty where it was repaired. */
  remedy: string;
  repaired: boolean;
}

/**
 * Keeps the list of differences: what this pass found is listed, what it did not find any more is resolved.
 * Who looks after one does so until it is resolved; found anew, it needs somebody again. Returns how many stay open; a repaired one counts until a later pass no longer finds it.
 */
export async function listDifferences(db: Database, found: readonly FoundDifference[]): Promise<number> {
  return await inTransaction(db, async (sql) => {
    for (const { key, kind, subject, detail, remedy, repaired } of found) {
      await sql.query(
        `insert into reconcile_difference (key, kind, subject, detail, remedy, repaired) values ($1, $2, $3, $4, $5, $6)
         on conflict (key) do update set kind = excluded.kind, detail = excluded.detail, remedy = excluded.remedy, repaired = excluded.repaired,
           resolved_at = null,
           acknowledged_at = case when reconcile_difference.resolved_at is null then reconcile_difference.acknowledged_at end,
           acknowledged_by_id = case when reconcile_difference.resolved_at is null then reconcile_difference.acknowledged_by_id end,
           note = case when reconcile_difference.resolved_at is null then reconcile_difference.note end,
           found_at = case when reconcile_difference.resolved_at is null then reconcile_difference.found_at else now() end`,
        [key, kind, subject, detail, remedy, repaired],
      );
    }
    await sql.query('update reconcile_difference set resolved_at = now() where resolved_at is null and not key = any($1)', [
      found.map(({ key }) => key),
    ]);
    await sql.query('insert into reconcile_pass (at) values (now()) on conflict (one) do update set at = excluded.at');
    const { rows } = await sql.query<{ open: number }>('select count(*)::int as open from reconcile_difference where resolved_at is null');
    return rows[0]?.open ?? 0;
  });
}

/** The finding that a report's workflows carried out more than the tables hold; as long as it stands, the report takes nothing. */
export function foundBehind(cycleReportId: string, said: Pick<FoundDifference, 'subject' | 'detail' | 'remedy'>): FoundDifference {
  return { ...said, key: behindKey(cycleReportId), kind: 'older_database', repaired: false };
}

/** Whether a report is listed as one whose workflows carried out more than the tables hold. */
export async function isBehind(db: Database, cycleReportId: string): Promise<boolean> {
  const { rowCount } = await db.pool.query('select from reconcile_difference where key = $1 and resolved_at is null', [
    behindKey(cycleReportId),
  ]);
  return (rowCount ?? 0) > 0;
}

/** Takes a report off that list once its runs have ended: what the tables say is gone on from. */
export async function acceptTables(db: Database, cycleReportId: string): Promise<void> {
  await db.pool.query('update reconcile_difference set resolved_at = now() where key = $1 and resolved_at is null', [
    behindKey(cycleReportId),
  ]);
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

/** Of some commands, those that the tables know, and those among them that have a receipt. */
export async function knownCommands(
  db: Database,
  commandIds: readonly string[],
): Promise<{ known: ReadonlySet<string>; answered: ReadonlySet<string> }> {
  const { rows } = await db.pool.query<{ id: string; answered: boolean }>(
    `select c.id::text, exists (select from receipt r where r.command_id = c.id) as answered from command c where c.id::text = any($1)`,
    [commandIds],
  );
  const answered = rows.filter((row) => row.answered);
  return { known: new Set(rows.map(({ id }) => id)), answered: new Set(answered.map(({ id }) => id)) };
}

/** Since when mail waits that nobody can be sent; null where none does, or none is sent from here. */
export async function mailStuckSince(db: Database, olderThanMinutes: number): Promise<{ since: Date; count: number } | null> {
  const { rows } = await db.pool.query<{ since: Date; count: number }>(
    `select min(m.due_at) as since, count(*)::int as count from mail m
     where m.state in ('queued', 'sending') and m.due_at < now() - $1 * interval '1 minute'
       and exists (select from mail_service s where s.server is not null)
     having count(*) > 0`,
    [olderThanMinutes],
  );
  return rows[0] ?? null;
}

import { canonicalJson, textHash } from '#domain/item/canonical-json';
import type { ItemChange } from '#domain/item/diff';
import type { PhaseName } from '#domain/phase/phase-names';
import { Refusal } from '#domain/refusals';
import { mergeItems } from '../log/merge-items';
import { requireItemKey } from '../log/stage-items';
import type { SqlClient } from '../sql/connection';
import { type Authorship, recordAuthors } from './authors';

/** A draft whose row this transaction holds, with its edit revision already raised. */
export interface LockedDraft {
  versionId: string;
  chainId: string;
  cycleReportId: string;
  phase: PhaseName;
  instance: string;
  number: number;
  editRevision: number;
}

/**
 * Takes a draft for editing: the version's row comes before its items in the lock order, so the revision is raised first.
 * `editRevision` is the one that was seen; null where the edits hold on any, because each says which cells it saw.
 * @throws Refusal `stale_revision`, `not_a_draft`, `work_running`, `report_closed`, `not_found`
 */
export async function lockDraft(sql: SqlClient, versionId: string, editRevision: number | null): Promise<LockedDraft> {
  const { rows } = await sql.query<LockedDraft & { closed: boolean }>(
    `update version v set edit_revision = v.edit_revision + 1
     from chain c join cycle_report cr on cr.id = c.cycle_report_id
     where v.id = $1 and c.id = v.chain_id and v.status = 'draft' and ($2::int is null or v.edit_revision = $2)
     returning v.id as "versionId", v.chain_id as "chainId", c.cycle_report_id as "cycleReportId", c.phase, c.instance, v.number,
       v.edit_revision as "editRevision", cr.closed_at is not null as closed`,
    [versionId, editRevision],
  );
  const row = rows[0];
  if (!row) throw await reasonNotLocked(sql, versionId);
  const { closed, ...draft } = row;
  if (closed) throw new Refusal('report_closed');
  const work = await sql.query(`select from work where chain_id = $1 and status = 'running'`, [draft.chainId]);
  if (work.rowCount) throw new Refusal('work_running');
  return draft;
}

async function reasonNotLocked(sql: SqlClient, versionId: string): Promise<Refusal> {
  const { rows } = await sql.query<{ status: string }>('select status from version where id = $1', [versionId]);
  const status = rows[0]?.status;
  if (status === undefined) return new Refusal('not_found');
  return new Refusal(status === 'draft' ? 'stale_revision' : 'not_a_draft');
}

/**
 * Writes changes to a locked draft, with who wrote them, and answers the hash (hex) of each key put. Of a key named twice the last
 * change counts. @throws Refusal `invalid_input`
 */
export async function mergeChanges(
  sql: SqlClient,
  draft: LockedDraft,
  changes: readonly ItemChange[],
  authorship: Authorship,
): Promise<Record<string, string>> {
  const byKey = new Map(changes.map((change) => [change.key, change]));
  const rows = [...byKey.values()].map((change) => {
    if (change.op === 'remove') return { key: change.key, op: change.op, data: null, hash: null };
    requireItemKey(change.key);
    const data = canonicalJson(change.data);
    return { key: change.key, op: change.op, data, hash: textHash(data) };
  });
  await mergeItems(
    sql,
    draft.chainId,
    draft.number,
    `select item_key collate "C" as item_key, op, data, decode(hash, 'hex') as hash
     from unnest($3::text[], $4::text[], $5::jsonb[], $6::text[]) as u (item_key, op, data, hash)`,
    [rows.map((row) => row.key), rows.map((row) => row.op), rows.map((row) => row.data), rows.map((row) => row.hash)],
  );
  await recordAuthors(sql, draft, authorship);
  return Object.fromEntries(rows.flatMap((row) => (row.hash === null ? [] : [[row.key, row.hash]])));
}

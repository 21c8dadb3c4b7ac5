import type { ItemChange } from '#domain/item/diff';
import type { ItemData } from '#domain/item/json';
import type { Role } from '#domain/people/roles';
import { versionInWords } from '#domain/phase/chain-address';
import type { PhaseName } from '#domain/phase/phase-names';
import { REFUSALS, type RefusalCode } from '#domain/refusals';
import type { AuditKind } from '#domain/version/audit-kinds';
import { WORKS, type WorkKind } from '#domain/version/commands';
import { analyzeItems } from '../log/analyze-items';
import { mergeItems } from '../log/merge-items';
import { copyStaging, dropStaging, STAGED } from '../log/stage-items';
import type { Actor } from '../people/actor';
import { type AuditEntry, writeAudit } from '../record/audit';
import { renewInputs } from '../reporting/renew-inputs';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { type StepRef } from '../tracking/tracked-steps';
import { type ChainState, followChain, readChainState } from './chain-state';
import { type LockedChain, lockChain } from './locked-chain';

/** A long work as an activity takes it up. `requestedBy` is a person's handle. */
export interface BegunWork {
  chainId: string;
  cycleReportId: string;
  phase: PhaseName;
  kind: WorkKind;
  versionId: string;
  params: ItemData;
  requestedBy: string;
  /** From 1; staging is kept apart by it. */
  attempt: number;
}

/** Takes running work up for one more attempt; null where it does not run any more. What earlier attempts staged goes. */
export async function beginWork(db: Database, workId: string): Promise<BegunWork | null> {
  return await inTransaction(db, async (sql) => {
    const { rows } = await sql.query<BegunWork>(
      `update work w set attempt = w.attempt + 1, progress = null from chain c
       where w.id = $1 and w.status = 'running' and c.id = w.chain_id
       returning w.chain_id as "chainId", c.cycle_report_id as "cycleReportId", c.phase, w.kind, w.version_id as "versionId", w.params,
         w.requested_by_id as "requestedBy", w.attempt`,
      [workId],
    );
    const work = rows[0];
    if (!work) return null;
    await sql.query('delete from work_staging where work_id = $1 and attempt < $2', [workId, work.attempt]);
    return work;
  });
}

/** Shows how far work has come. */
export async function reportProgress(
  db: Database,
  workId: string,
  progress: { step: string; done: number; total: number; unit: string },
): Promise<void> {
  await db.pool.query(`update work set progress = $2 where id = $1 and status = 'running'`, [workId, JSON.stringify(progress)]);
}

/** Stages what an attempt makes, beside the draft. @throws Refusal `invalid_input` for content that cannot be stored */
export async function stageWork(db: Database, workId: string, attempt: number, changes: AsyncIterable<ItemChange>): Promise<void> {
  await inTransaction(db, (sql) => copyStaging(sql, workId, attempt, changes), { once: true });
}

interface WorkRow {
  id: string;
  versionId: string;
  kind: WorkKind;
  attempt: number;
  number: number;
  by: Actor;
}

/**
 * Ends work in one transaction under the chain's lock, if it still runs; answers the chain's state either way. `end` answers what
 * the trail says of it, or null where nothing ended.
 */
async function endWork(
  db: Database,
  workId: string,
  end: (sql: SqlClient, chain: LockedChain, work: WorkRow) => Promise<AuditEntry | null>,
): Promise<ChainState> {
  return await inTransaction(db, async (sql) => {
    const { rows: owners } = await sql.query<{ chainId: string }>('select chain_id as "chainId" from work where id = $1', [workId]);
    const owner = owners[0];
    if (!owner) throw new Error(`no such work: ${workId}`);
    const chain = await lockChain(sql, owner.chainId);
    const { rows } = await sql.query<Omit<WorkRow, 'by'> & { userId: string; role: Role }>(
      `select w.id, w.version_id as "versionId", w.kind, w.attempt, v.number, c.actor_id as "userId", c.actor_role as role
       from work w join version v on v.id = w.version_id join command c on c.id = w.id
       where w.id = $1 and w.status = 'running' for no key update of w`,
      [workId],
    );
    const row = rows[0];
    if (row) {
      const { userId, role, ...work } = row;
      const told = await end(sql, chain, { ...work, by: { id: userId, role } });
      if (told) {
        const state = await followChain(sql, chain.id, { cause: 'work_ended', commandId: work.id, at: null });
        await writeAudit(sql, told);
        return state;
      }
    } else {
      await dropStaging(sql, workId);
    }
    return await readChainState(sql, chain.id);
  });
}

async function stampEnd(sql: SqlClient, workId: string, status: 'done' | 'failed' | 'cancelled', outcome: ItemData): Promise<void> {
  await sql.query('update work set status = $2, outcome = $3, ended_at = clock_timestamp() where id = $1', [
    workId,
    status,
    JSON.stringify(outcome),
  ]);
  await dropStaging(sql, workId);
}

function told(chain: LockedChain, work: WorkRow, kind: AuditKind, what: { field: string; to: string }[]): AuditEntry {
  return {
    cycleReportId: chain.cycleReportId,
    kind,
    actor: work.by,
    subject: `${WORKS[work.kind].words} ${versionInWords(chain, work.number)}`,
    changes: what.map(({ field, to }) => ({ field, from: null, to })),
    chainId: chain.id,
    versionId: work.versionId,
    commandId: work.id,
  };
}

/** Merges what an attempt staged into the draft. Work that no longer runs, or another attempt of it, merges nothing. */
export async function mergeWork(db: Database, workId: string, attempt: number, _step: StepRef): Promise<ChainState> {
  let rowsWritten = 0;
  const state = await endWork(db, workId, async (sql, chain, work) => {
    if (work.attempt !== attempt) return null;
    // The version's row comes before its items; a draft that is gone refuses the merge by its trigger.
    await sql.query('update version set edit_revision = edit_revision + 1 where id = $1', [work.versionId]);
    const totals = await mergeItems(sql, chain.id, work.number, STAGED, [work.id, attempt]);
    if (work.kind === 'refresh') await renewInputs(sql, chain.cycleReportId, work.versionId);
    rowsWritten = totals.put + totals.removed;
    await stampEnd(sql, work.id, 'done', { ...totals });
    return told(chain, work, 'work_finished', [
      { field: 'put', to: String(totals.put) },
      { field: 'removed', to: String(totals.removed) },
    ]);
  });
  await analyzeItems(db, rowsWritten);
  return state;
}

/** Records why work came to nothing; the draft is as it was. */
export async function failWork(db: Database, workId: string, code: RefusalCode, detail: string, _step: StepRef): Promise<ChainState> {
  const message = [REFUSALS[code], detail].filter(Boolean).join(' ');
  return await endWork(db, workId, async (sql, chain, work) => {
    await stampEnd(sql, work.id, 'failed', { code, message });
    return told(chain, work, 'work_failed', [{ field: code, to: message }]);
  });
}

/** Ends work that was stopped from outside; the draft is as it was. */
export async function cancelWork(db: Database, workId: string, _step: StepRef): Promise<ChainState> {
  return await endWork(db, workId, async (sql, chain, work) => {
    await stampEnd(sql, work.id, 'cancelled', {});
    return told(chain, work, 'work_cancelled', []);
  });
}

import { randomUUID } from 'node:crypto';
import { DEFAULT_TERMS } from '#contract/default-plan';
import { type ChainState, type DraftDue, openChain, type StepRef } from '#data/chain/chain.transitions';
import { freezeVersion } from '#data/chain/freeze-version';
import { createVersion } from '#data/chain/version.transitions';
import { SYSTEM_ACTOR } from '#data/people/actor';
import { writeAudit } from '#data/record/audit';
import { type Database, inTransaction, openDatabase } from '#data/sql/connection';
import { beginStep } from '#data/tracking/tracking.transitions';
import type { ItemChange } from '#domain/item/diff';
import type { Subject } from '#domain/people/permissions';
import { addPerson } from '../support/people';
import type { TestDatabase } from '../support/postgres';

export interface BenchChain {
  db: Database;
  /** Opened as the owner, for set-up that no person may do. */
  owner: Database;
  cycleReportId: string;
  chainId: string;
  step: StepRef;
  tester: Subject;
}

/** A report with one open phase, made by the product's own functions; no workflow runs. */
export async function openBenchChain(database: TestDatabase): Promise<BenchChain> {
  const { db } = database;
  const owner = openDatabase(database.ownerUrl, { maxConnections: 2 });
  const tester = await addPerson(db, ['tester'], 'Bench Tester');
  const { rows } = await owner.pool.query<{ id: string }>(
    `with made_report as (insert into report (name) values ($1) returning id),
          made_cycle as (insert into test_cycle (name, starts_on, ends_on) values ($1, '2026-01-01', '2026-12-31') returning id)
     insert into cycle_report (cycle_id, report_id, tester_id, started_at) select made_cycle.id, made_report.id, $2, now() from made_cycle, made_report returning id`,
    [`Bench ${randomUUID()}`, tester.userId],
  );
  const cycleReportId = rows[0]?.id ?? '';
  const attempt = {
    workflowId: `bench/${cycleReportId}`,
    runId: randomUUID(),
    workflowType: 'phase',
    activityId: '1',
    activityName: 'createVersion',
    attempt: 1,
  };
  const step: StepRef = { ...(await beginStep(db, attempt)), activityName: 'createVersion' };
  const planPhase = { kind: 'phase', phase: 'sample-selection', ...DEFAULT_TERMS['sample-selection'], opensAfter: [] } as const;
  const state = await openChain(db, { cycleReportId, planPhase, position: 4, instance: '', step });
  return { db, owner, cycleReportId, chainId: state.chainId, step, tester };
}

/** Creates the version that is due and answers its id. */
export async function createDue(
  chain: BenchChain,
  due: DraftDue,
  base: 'parent' | 'empty',
  items: AsyncIterable<ItemChange>,
): Promise<string> {
  const { versionId } = await createVersion(chain.db, { due, chainId: chain.chainId, items, base, inputs: [], step: chain.step });
  return versionId;
}

export function firstDue(state: Pick<ChainState, 'chainId'>): DraftDue {
  return { creationKey: `${state.chainId}/open/1`, cause: 'open', parentVersionId: null, reason: 'First version', commandId: null };
}

/** Freezes a draft with its counts, its hashes and an entry of the trail, as a submission does. */
export async function freeze({ db, cycleReportId, chainId, tester }: BenchChain, versionId: string): Promise<void> {
  await inTransaction(db, async (sql) => {
    await freezeVersion(sql, versionId, { status: 'pending_approval', submittedById: tester.userId, note: null });
    await writeAudit(sql, { cycleReportId, kind: 'version_submitted', actor: SYSTEM_ACTOR, subject: 'Bench', chainId, versionId });
  });
}

/** Sends a frozen version back, so that the next draft is due on top of it. */
export async function sendBack(chain: BenchChain, versionId: string, ordinal: number): Promise<DraftDue> {
  const due: DraftDue = {
    creationKey: `${chain.chainId}/bench/${ordinal}`,
    cause: 'changes_requested',
    parentVersionId: versionId,
    reason: 'Bench',
    commandId: null,
  };
  await chain.owner.pool.query(`update version set status = 'changes_requested', decided_at = now() where id = $1`, [versionId]);
  await chain.owner.pool.query('update chain set draft_due = $2 where id = $1', [chain.chainId, JSON.stringify(due)]);
  return due;
}

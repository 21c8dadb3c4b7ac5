import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Database, openDatabase } from '#data/sql/connection';
import { localServer } from '../support/temporal';
import { type Draft, RunningWorld } from '../support/world/running-world';
import { BARE_QUEUE, bareWorker, makeBareTable } from './bare-worker';
import { type BenchLine, sideBySide } from './measurement';

const ROUNDS = 40;
const LOOK_AGAIN_MS = 1;
/** What follows a receipt (the archive, the report's look at its phases, the next draft) starts its next step well within this. */
const QUIET_MS = 100;

/** A decision until its receipt is committed, beside a bare signal → activity → commit on the same servers. */
export async function benchDecision(): Promise<BenchLine> {
  const env = await localServer();
  const world = await RunningWorld.create(env);
  const owner = openDatabase(world.database.ownerUrl, { maxConnections: 2 });
  const floor = await startBare(world, owner);
  try {
    await world.startWorkers();
    const decideOnce = await decider(world);
    const measured = await sideBySide(ROUNDS, decideOnce, async () => {
      await untilQuiet(owner);
      return await floor.once();
    });
    return { name: 'decision until its receipt, beside signal, activity, commit', ...measured, goal: 1.4, unit: 'ms' };
  } finally {
    await floor.stop();
    await owner.close();
    await world.close();
    await env.teardown();
  }
}

/** A report of which one version after the other is submitted and returned: each call answers the milliseconds until its receipt. */
export async function decider(world: RunningWorld): Promise<() => Promise<number>> {
  const { cycleReportId, planning } = await world.startReport();
  await world.submit(planning);
  let draft = await world.draft(cycleReportId, 'sample-selection', 1);
  return async () => {
    await world.submit(draft);
    await untilQuiet(world.db);
    const taken = await timeDecision(world, draft);
    draft = await world.draft(cycleReportId, 'sample-selection', draft.number + 1);
    return taken;
  };
}

async function timeDecision(world: RunningWorld, draft: Draft): Promise<number> {
  const seenVersionHash = await world.versionHash(draft.versionId);
  if (seenVersionHash === null) throw new Error('The version has no hash yet.');
  const begun = performance.now();
  const { commandId } = await world.send('owner', {
    kind: 'decide_version',
    targetId: draft.chainId,
    versionId: draft.versionId,
    seenVersionHash,
    comment: 'Bench',
    payload: { decision: 'request_changes' },
  });
  await untilRow(world.db, 'select 1 from receipt where command_id = $1', commandId);
  return performance.now() - begun;
}

async function untilRow(db: Database, sql: string, id: string): Promise<void> {
  while ((await db.pool.query(sql, [id])).rowCount === 0) await pause(LOOK_AGAIN_MS);
}

/** Until no activity runs and none has begun for a while, so that each is measured alone, on servers with nothing else to do. */
export async function untilQuiet(db: Database): Promise<void> {
  let seen: string | null = null;
  for (;;) {
    const { rows } = await db.pool.query<{ running: boolean; steps: string }>(
      `select coalesce(bool_or(status = 'running' and kind = 'activity'), false) as running, count(*) || ' ' || max(started_at) as steps from workflow_steps`,
    );
    const now = rows[0];
    if (now && !now.running && now.steps === seen) return;
    seen = now && !now.running ? now.steps : null;
    await pause(QUIET_MS);
  }
}

async function startBare(world: RunningWorld, owner: Database): Promise<{ once(): Promise<number>; stop(): Promise<void> }> {
  await makeBareTable(owner);
  const worker = await bareWorker(world.env, owner);
  const running = worker.run();
  const handle = await world.env.client.workflow.start('bare', { workflowId: `bench/${randomUUID()}`, taskQueue: BARE_QUEUE });
  return {
    once: async () => {
      const id = randomUUID();
      const begun = performance.now();
      await handle.signal('bare', id);
      await untilRow(owner, 'select 1 from bench_commit where id = $1', id);
      return performance.now() - begun;
    },
    stop: async () => {
      await handle.signal('bare', 'stop');
      await handle.result();
      worker.shutdown();
      await running;
    },
  };
}

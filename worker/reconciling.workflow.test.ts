import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment, type TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cycleReportWorkflowId, INQUIRY_TYPE, phaseWorkflowId, WORKFLOW_QUEUE } from '#contract/names';
import type { ReconcileInput } from '#contract/reconcile';
import type { DifferenceKind, DifferenceView } from '#contract/views/difference-view';
import type { Database } from '#data/sql/connection';
import { readDifferences } from '#data/tracking/differences.queries';
import { beginStep, endStep } from '#data/tracking/tracking.transitions';
import type { PhaseName } from '#domain/phase/phase-names';
import { DEFAULT_CYCLE_REPORT_TYPE } from '#domain/version/workflow-types';
import { reconcileOnce } from '../test/support/reconcile-once';
import { localServer } from '../test/support/temporal';
import { waitUntil } from '../test/support/wait-until';
import { type Draft, RunningWorld } from '../test/support/world/running-world';
import { reconcileWith } from './activities/reconcile';
import { workersMissing } from './activities/reconciling/troubles';

const WAIT = { timeout: 30_000, interval: 50 };
let env: TestWorkflowEnvironment;
let world: RunningWorld;
beforeAll(async () => {
  env = await localServer();
});
afterAll(async () => {
  await env.teardown();
});
beforeEach(async () => {
  world = await RunningWorld.create(env);
  await world.startWorkers();
});
afterEach(async () => {
  await world.terminateAll();
  await world.close();
});

const reconcile = (sweep: NonNullable<ReconcileInput['sweep']> = 'all') => reconcileOnce(env.client, sweep);
const phaseOf = (cycleReportId: string, phase: PhaseName) => env.client.workflow.getHandle(phaseWorkflowId(cycleReportId, phase));

/** A report that waits for its second phase to be submitted, and what was sent for its first. */
async function selection(): Promise<{ cycleReportId: string; draft: Draft; submitted: string }> {
  const { cycleReportId, planning } = await world.startReport();
  const { commandId } = await world.send('tester', {
    ...{ kind: 'submit_version', targetId: planning.chainId, versionId: planning.versionId, seenEditRevision: planning.editRevision },
  });
  expect(await world.receipt(commandId)).toBe('applied');
  return { cycleReportId, draft: await world.draft(cycleReportId, 'sample-selection', 1), submitted: commandId };
}

/** A command that is there for a minute and that nobody rang for. */
async function unrung(draft: Draft): Promise<string> {
  const silent = { ...world.temporal, ring: async () => Promise.reject(new Error('no line')) };
  const { commandId } = await world.sendVia(silent, 'tester', {
    ...{ kind: 'submit_version', targetId: draft.chainId, versionId: draft.versionId, seenEditRevision: draft.editRevision },
  });
  await world.age(commandId);
  return commandId;
}

async function listed(kind: DifferenceKind): Promise<DifferenceView[]> {
  return (await readDifferences(world.db.pool)).filter((one) => one.kind === kind);
}

/** The title of a report as differences name it. */
async function titleOf(cycleReportId: string): Promise<string> {
  const { report, cycle } = await world.db.prisma.cycleReport.findUniqueOrThrow({
    where: { id: cycleReportId },
    include: { report: true, cycle: true },
  });
  return `${report.name}, ${cycle.name}`;
}

test('nothing differs in an installation that nothing happened to', async () => {
  await selection();
  expect(await reconcile()).toEqual({ found: 0, repaired: 0, open: 0 });
});

test('work that fails again and again is named with why and what to do, until it goes on', async () => {
  const { cycleReportId } = await selection();
  const workflowId = phaseWorkflowId(cycleReportId, 'planning');
  const { runId } = await env.client.workflow.getHandle(workflowId).describe();
  const tried = { workflowId, runId, workflowType: 'phase', activityId: randomUUID(), activityName: 'createVersion' };
  for (const attempt of [1, 2, 3])
    await endStep(world.db, await beginStep(world.db, { ...tried, attempt }), 'failed', 'connect ECONNREFUSED 127.0.0.1:5432');
  const last = await beginStep(world.db, { ...tried, attempt: 4 });
  expect(await reconcile()).toEqual({ found: 1, repaired: 0, open: 1 });
  expect(await listed('failing')).toEqual([
    expect.objectContaining({
      subject: `${await titleOf(cycleReportId)}: Planning`,
      detail: '“Prepare the next draft” is tried for the fourth time. PostgreSQL or Temporal could not be reached.',
      remedy: expect.stringContaining('it is tried again until they are back'),
      acknowledged: null,
    }),
  ]);
  await endStep(world.db, last, 'completed', null);
  expect(await reconcile()).toEqual({ found: 0, repaired: 0, open: 0 });
});

test('a queue from which nobody takes work is named', async () => {
  const nobody = { queue: 'nobody-polls', work: 'this', remedy: 'Start somebody.' };
  expect(await workersMissing({ temporal: env.client })).toEqual([]);
  expect(await workersMissing({ temporal: env.client }, [nobody])).toEqual([
    expect.objectContaining({ kind: 'workers', detail: 'Nobody carries out this.', remedy: 'Start somebody.', repaired: false }),
  ]);
});

test('six differences planted at once are each found and explained; the safe one is repaired, and gone with the second pass', async () => {
  const noRing = await selection();
  const forged = await selection();
  const waiting = await selection();
  const finished = await selection();
  const terminated = await selection();
  const older = await selection();
  const commandId = await unrung(noRing.draft);
  await phaseOf(forged.cycleReportId, 'planning').signal('submitVersion', { commandId: randomUUID() });
  expect(await world.submit(waiting.draft)).toBe('applied');
  await phaseOf(waiting.cycleReportId, 'sample-selection').terminate('by an operator');
  await endAsFinished(phaseWorkflowId(finished.cycleReportId, 'planning'));
  await env.client.workflow.getHandle(cycleReportWorkflowId(terminated.cycleReportId)).terminate('by an operator');
  await world.forget(older.submitted);

  expect(await reconcile()).toEqual({ found: 6, repaired: 1, open: 6 });
  const command = { kind: 'command', repaired: true, remedy: '', subject: `${await titleOf(noRing.cycleReportId)}: Sample Selection` };
  expect(await listed('command')).toEqual([
    expect.objectContaining({
      ...command,
      detail: expect.stringMatching(/^What was asked for \(submit version\) had no answer for \d+ seconds; its workflow was rung\.$/),
    }),
  ]);
  expect(await world.receipt(commandId)).toBe('applied');
  expect(await listed('signal')).toEqual([
    expect.objectContaining({
      subject: `${await titleOf(forged.cycleReportId)}: Planning`,
      repaired: false,
      detail: 'Somebody rang its workflow (submitVersion) for a command that nobody sent here. Nothing was carried out.',
      remedy: expect.stringContaining('the database is older than its workflow'),
    }),
  ]);
  const stopped = Object.fromEntries((await listed('process')).map(({ subject, detail }) => [subject, detail]));
  expect(stopped).toEqual({
    [`${await titleOf(waiting.cycleReportId)}: Sample Selection`]:
      'Its workflow should be running, but somebody terminated it in Temporal. Version 1 waits for a decision, and none is carried out.',
    [`${await titleOf(finished.cycleReportId)}: Planning`]:
      'Its workflow should be running, but it came to its end although the report is open.',
    [await titleOf(terminated.cycleReportId)]: 'Its workflow should be running, but somebody terminated it in Temporal.',
  });
  expect(await listed('older_database')).toEqual([
    expect.objectContaining({
      subject: await titleOf(older.cycleReportId),
      repaired: false,
      detail:
        'Its workflows have carried out a command that the database does not hold (Planning): the database is older. Nothing of the report can be changed.',
      remedy: expect.stringContaining('Restore the newer database'),
    }),
  ]);

  expect(await reconcile()).toEqual({ found: 5, repaired: 0, open: 5 });
  expect(await listed('command')).toEqual([]);
  for (const { cycleReportId } of [waiting, finished, terminated]) {
    const restart = await world.send('admin', { kind: 'restart_report', targetId: cycleReportId, comment: 'operator error' });
    expect(await world.receipt(restart.commandId)).toBe('applied');
  }
  // What nobody may repair stays: a forged ring, and a database that is older than what was done.
  await waitUntil(async () => expect((await reconcile()).open).toBe(2), WAIT);
  expect(await world.receipt(await world.decide(waiting.draft, 'approve'))).toBe('applied');
});

/** Lets a run under this id come to its end as a finished one, whatever it was. */
async function endAsFinished(workflowId: string): Promise<void> {
  await env.client.workflow.getHandle(workflowId).terminate('to be finished');
  await env.client.workflow.execute(INQUIRY_TYPE, { workflowId, taskQueue: WORKFLOW_QUEUE, args: [{ kind: 'preview_file' }] });
}

test('a phase is not ended by whoever tells it to close, only by a report that is closed', async () => {
  const { cycleReportId, draft } = await selection();
  await phaseOf(cycleReportId, 'sample-selection').signal('closePhase');
  expect(await world.submit(draft)).toBe('applied');
  expect((await phaseOf(cycleReportId, 'sample-selection').describe()).status.name).toBe('RUNNING');
});

test('a wrong standing, and people who were not told in time, are found and repaired', async () => {
  const { draft } = await selection();
  await world.db.pool.query(`update chain_now set next_alarm_at = now() - interval '1 hour' where chain_id = $1`, [draft.chainId]);
  expect(await reconcile()).toMatchObject({ found: 2, repaired: 2 });
  expect(await listed('projection')).toEqual([
    expect.objectContaining({ repaired: true, detail: expect.stringContaining('in nextAlarmAt') }),
  ]);
  expect(await listed('alarm')).toEqual([
    expect.objectContaining({ repaired: true, detail: expect.stringContaining('its workflow was rung') }),
  ]);
  expect(await reconcile()).toEqual({ found: 0, repaired: 0, open: 0 });
});

test('workflows of a report that the tables do not know are listed and left alone', async () => {
  const workflowId = cycleReportWorkflowId(randomUUID());
  const other = await env.client.workflow.start(DEFAULT_CYCLE_REPORT_TYPE, {
    ...{ workflowId, taskQueue: WORKFLOW_QUEUE, args: [], startDelay: '1 hour' },
  });
  await waitUntil(async () => expect((await reconcile()).open).toBe(1), WAIT);
  expect(await listed('unknown_run')).toEqual([
    expect.objectContaining({
      repaired: false,
      detail: expect.stringMatching(/^Temporal runs a workflow of a report that the database does not hold/),
    }),
  ]);
  expect((await other.describe()).status.name).toBe('RUNNING');
});

test('mail that waits longer than an hour is listed where an installation sends any', async () => {
  const { owner } = world.people;
  await world.db.pool.query(`insert into mail (person_id, kind, due_at) values ($1, 'direct', now() - interval '2 hours')`, [owner.userId]);
  expect((await reconcile()).open).toBe(0);
  await world.db.pool.query(
    `insert into mail_service (server) values ('mail.example:587') on conflict (one) do update set server = excluded.server`,
  );
  expect((await reconcile()).open).toBe(1);
  expect(await listed('mail')).toEqual([
    expect.objectContaining({ subject: 'Mail', detail: expect.stringMatching(/^A message waits since /) }),
  ]);
});

describe('the work of a pass', () => {
  /** What a pass asks of the database and of single workflows. */
  async function costOf(sweep: NonNullable<ReconcileInput['sweep']>): Promise<{ statements: number; workflows: number }> {
    let statements = 0;
    let workflows = 0;
    const pool = new Proxy(world.db.pool, {
      get: (target, name) => {
        if (name === 'query' || name === 'connect') statements += 1;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    const workflow = new Proxy(env.client.workflow, {
      get: (target, name) => {
        if (name === 'getHandle') workflows += 1;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    const temporal = new Proxy(env.client, { get: (target, name) => (name === 'workflow' ? workflow : Reflect.get(target, name, target)) });
    const db: Database = { ...world.db, pool };
    await new MockActivityEnvironment().run(reconcileWith({ ...world.dependencies, db, temporal }), { sweep });
    return { statements, workflows };
  }

  test('grows with what moved since the last one, not with what there is', async () => {
    await selection();
    expect((await reconcile()).open).toBe(0);
    // Whoever is still being listed as running is asked about once more.
    const idle = await waitUntil(async () => {
      const cost = await costOf('moved');
      expect(cost.workflows).toBe(0);
      return cost;
    }, WAIT);
    await selection();
    const { cycleReportId, draft } = await selection();
    await waitUntil(async () => {
      expect((await reconcile()).open).toBe(0);
      expect(await costOf('moved')).toEqual(idle);
    }, WAIT);
    // Its report looks at it too, and nothing moves there.
    expect(await world.submit(draft)).toBe('applied');
    const moved = await waitUntil(async () => {
      const cost = await costOf('moved');
      expect(cost.workflows).toBeGreaterThan(0);
      return cost;
    }, WAIT);
    // Described, asked for its state and read for its history.
    expect(moved.workflows).toBe(2);
    expect(await costOf('moved')).toEqual(idle);
    expect((await phaseOf(cycleReportId, 'sample-selection').describe()).status.name).toBe('RUNNING');
  });
});

import { fileURLToPath } from 'node:url';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { phaseWorkflowId } from '#contract/names';
import type { DecisionCourseView } from '#contract/views/course-view';
import { openDatabase } from '#data/sql/connection';
import { readDecisionCourse } from '#data/tracking/decision-course.queries';
import type { Json } from '#domain/item/json';
import { historySegmentHash } from '#domain/version/history-segment';
import { bundled, productBundle, timeSkippingServer } from '../../../test/support/temporal';
import { waitUntil } from '../../../test/support/wait-until';
import { type Draft, inRunningWorld, type RunningWorld, type RunningWorldOptions } from '../../../test/support/world/running-world';
import type { ChainState } from '../../activities/open-chain';
import { replayDecision } from './replay-decision';
import type { WorkflowCode } from './replay-run';

const WAIT = { timeout: 30_000, interval: 25 };

interface ProcessedCommand {
  processed: string | null;
  state: ChainState;
}

let env: TestWorkflowEnvironment;
let today: WorkflowCode;
beforeAll(async () => {
  env = await timeSkippingServer();
  today = { workflowBundle: await productBundle() };
});
afterAll(async () => {
  await env.teardown();
});

const inWorld = (options: RunningWorldOptions, story: (world: RunningWorld) => Promise<void>) => inRunningWorld(env, options, story);

/** A sample selection that waits for its owner. */
async function submitted(world: RunningWorld): Promise<{ cycleReportId: string; version: Draft }> {
  const { cycleReportId, planning } = await world.startReport();
  expect(await world.submit(planning)).toBe('applied');
  const draft = await world.draft(cycleReportId, 'sample-selection', 1);
  expect(await world.submit(draft)).toBe('applied');
  return { cycleReportId, version: await world.version(cycleReportId, 'sample-selection', 1, 'pending_approval') };
}

/** The course as the archive comes to tell it: the archiving follows the receipt. */
async function courseOf(world: RunningWorld, version: Draft): Promise<DecisionCourseView> {
  return await waitUntil(async () => {
    const course = await readDecisionCourse(world.db, world.people.owner, { versionId: version.versionId });
    expect(course.acts.map(({ missing }) => missing)).toEqual(course.acts.map(() => null));
    return course;
  }, WAIT);
}

const sentences = (course: DecisionCourseView, act: number) => course.acts[act]?.steps.map(({ sentence }) => sentence) ?? [];

/** Changes what is archived of a sample selection, as only the owner of the database can. */
async function tamper(world: RunningWorld, cycleReportId: string, sql: string, values: readonly unknown[] = []): Promise<void> {
  const owner = openDatabase(world.database.ownerUrl, { maxConnections: 1 });
  const client = await owner.pool.connect();
  try {
    await client.query('set session_replication_role = replica');
    await client.query(sql, [phaseWorkflowId(cycleReportId, 'sample-selection'), ...values]);
  } finally {
    client.release();
    await owner.close();
  }
}

/** Writes the whole archive of the run anew with other events, and with the hash of those: an alteration that no hash tells of. */
async function rewrite(world: RunningWorld, cycleReportId: string, change: (events: Json[]) => Json[]): Promise<void> {
  const { rows } = await world.db.pool.query<{ events: Json[] }>(
    'select events from history_segment where workflow_id = $1 order by first_event_id',
    [phaseWorkflowId(cycleReportId, 'sample-selection')],
  );
  const events = change(rows.flatMap((row) => row.events));
  await tamper(world, cycleReportId, 'delete from history_segment where workflow_id = $1 and first_event_id > 1');
  await tamper(world, cycleReportId, 'update history_segment set events = $2, last_event_id = $3, hash = $4 where workflow_id = $1', [
    JSON.stringify(events),
    events.length,
    historySegmentHash(null, events),
  ]);
}

describe('an approval', () => {
  test('is told from ring to settled, and replays to the same states', () =>
    inWorld({}, async (world) => {
      const { version } = await submitted(world);
      expect(await world.receipt(await world.decide(version, 'approve'))).toBe('applied');
      const course = await courseOf(world, version);
      const { tester, owner } = world.people;
      expect(course.acts.map(({ title }) => title)).toEqual([`${tester.name} submitted version 1`, `${owner.name} approved version 1`]);
      expect(course.runs.flatMap(({ faults }) => faults)).toEqual([]);
      const approval = sentences(course, 1);
      expect(approval).toContain(`${owner.name}’s approval rang at the workflow.`);
      const receipt = approval.indexOf('The receipt was written. It says: applied.');
      expect(approval.slice(0, receipt)).toEqual(
        expect.arrayContaining(['A worker is asked to answer the request that waits longest.', 'The answering began.']),
      );
      expect(approval[receipt + 1]).toBe(`${owner.name}’s approval is answered.`);
      expect(approval.slice(receipt)).toContain('Nothing waited for an answer any more.');

      const replay = await replayDecision(world.db, today, version.versionId);
      expect(replay.runs.map(({ outcome }) => outcome.kind)).toEqual(['same']);
      const turns = course.acts.flatMap(({ steps }) => steps.flatMap(({ turn }) => turn ?? []));
      const after = (started: number) => replay.runs[0]?.standings.findLast((one) => one.started <= started)?.standing;
      for (const turn of turns) expect(after(turn.started)).toEqual(turn.standing);
      expect(turns[0]?.standing?.open).toEqual({ number: 1, status: 'draft' });
      expect(turns.at(-1)?.standing).toEqual({ open: null, approved: 1, waitingOn: null, closed: false });
    }));

  test('that was turned down tells of the draft that follows', () =>
    inWorld({}, async (world) => {
      const { cycleReportId, version } = await submitted(world);
      expect(await world.receipt(await world.decide(version, 'request_changes', 'one more, please'))).toBe('applied');
      const second = await world.draft(cycleReportId, 'sample-selection', 2);
      expect(await world.submit(second)).toBe('applied');
      expect(await world.receipt(await world.decide(second, 'reject', 'not this population'))).toBe('applied');
      await world.draft(cycleReportId, 'sample-selection', 3);
      const course = await courseOf(world, version);
      expect(course.acts.map(({ title }) => title)[1]).toBe(`${world.people.owner.name} requested changes to version 1`);
      expect(sentences(course, 1)).toContain('A worker is asked to prepare the next draft.');
      expect((await courseOf(world, second)).acts[1]?.title).toBe(`${world.people.owner.name} rejected version 2`);
      expect((await replayDecision(world.db, today, second.versionId)).runs.map(({ outcome }) => outcome.kind)).toEqual(['same']);
      // Words of people and payloads stay where they are.
      expect(JSON.stringify(course)).not.toContain('one more, please');
    }));

  test('that rang twice counts once, and says so', () =>
    inWorld({}, async (world) => {
      const { cycleReportId, version } = await submitted(world);
      const commandId = await world.decide(version, 'approve');
      expect(await world.receipt(commandId)).toBe('applied');
      const handle = env.client.workflow.getHandle(phaseWorkflowId(cycleReportId, 'sample-selection'));
      await handle.signal('submitVersionApproval', { commandId, versionId: version.versionId });
      // What comes next has everything before it archived.
      const reopened = await world.send('tester', { kind: 'reopen_phase', targetId: version.chainId, comment: 'a new file came' });
      expect(await world.receipt(reopened.commandId)).toBe('applied');
      await world.draft(cycleReportId, 'sample-selection', 2);
      const again = `${world.people.owner.name}’s approval rang again. It is answered already, and counts once.`;
      await waitUntil(async () => expect(sentences(await courseOf(world, version), 1)).toContain(again), WAIT);
      const course = await courseOf(world, version);
      expect(sentences(course, 1).filter((sentence) => sentence.startsWith('The receipt was written'))).toHaveLength(1);
      expect((await replayDecision(world.db, today, version.versionId)).runs[0]?.outcome.kind).toBe('same');
    }));

  test('whose worker died after its commit tells of the second attempt, without the words of the failure', () => {
    let deaths = 0;
    const dying: ActivityInterceptorsFactory = ({ info }) => ({
      inbound: {
        execute: async (input, next) => {
          const result = await next(input);
          if (info.activityType !== 'processNextChainCommand' || info.attempt > 1) return result;
          const { processed, state } = result as ProcessedCommand;
          if (processed === null || state.next.kind !== 'open_draft' || deaths > 0) return result;
          deaths += 1;
          throw new Error('the worker died at 4711');
        },
      },
    });
    return inWorld({ activityInterceptors: [dying] }, async (world) => {
      const { cycleReportId, version } = await submitted(world);
      expect(await world.receipt(await world.decide(version, 'request_changes', 'one more, please'))).toBe('applied');
      await world.draft(cycleReportId, 'sample-selection', 2);
      const course = await courseOf(world, version);
      expect(deaths).toBe(1);
      expect(course.acts[1]?.steps.flatMap(({ attempt }) => attempt ?? [])).toContain(2);
      const told = sentences(course, 1);
      const begun = told.findIndex((sentence) => sentence.startsWith('The answering began for the second time'));
      const answered = `${world.people.owner.name}’s request for changes is answered.`;
      const receipt = told.indexOf('The receipt was written. It says: applied.');
      expect(begun).toBeGreaterThan(-1);
      expect(receipt).toBeGreaterThan(begun);
      expect(told[receipt + 1]).toBe(answered);
      expect(JSON.stringify(course)).not.toContain('4711');
      expect((await replayDecision(world.db, today, version.versionId)).runs[0]?.outcome.kind).toBe('same');
    });
  });
});

describe('an archive that is altered', () => {
  test('names the stretch, and is not replayed', () =>
    inWorld({}, async (world) => {
      const { cycleReportId, version } = await submitted(world);
      expect(await world.receipt(await world.decide(version, 'approve'))).toBe('applied');
      const whole = await courseOf(world, version);
      const last = whole.runs[0]?.stretches.at(-1);
      await tamper(
        world,
        cycleReportId,
        `update history_segment set events = jsonb_set(events, '{0,eventTime}', '"2020-01-01T00:00:00Z"') where workflow_id = $1 and first_event_id = $2`,
        [last?.first],
      );
      const course = await readDecisionCourse(world.db, world.people.owner, { versionId: version.versionId });
      const fault = `The archive of events ${last?.first} to ${last?.last} was altered: its events do not have its hash.`;
      expect(course.runs[0]?.faults).toEqual([fault]);
      expect(course.acts[1]?.missing).toBe('The archive does not tell by which work it was answered.');
      const [replay] = (await replayDecision(world.db, today, version.versionId)).runs;
      expect(replay?.outcome).toEqual({ kind: 'not_replayed', why: `${fault} What was altered proves nothing, and is not replayed.` });
    }));

  test('names the stretch that is missing', () =>
    inWorld({}, async (world) => {
      const { cycleReportId, version } = await submitted(world);
      expect(await world.receipt(await world.decide(version, 'approve'))).toBe('applied');
      const [, second] = (await courseOf(world, version)).runs[0]?.stretches ?? [];
      await tamper(world, cycleReportId, 'delete from history_segment where workflow_id = $1 and first_event_id = 1');
      const course = await readDecisionCourse(world.db, world.people.owner, { versionId: version.versionId });
      expect(course.runs[0]?.faults[0]).toBe(
        `The archive of events ${second?.first} to ${second?.last} does not follow: event 1 is missing.`,
      );
    }));

  test('with hashes that fit is found out by the replay, which names the first turn that differs', () =>
    inWorld({}, async (world) => {
      const { cycleReportId, version } = await submitted(world);
      expect(await world.receipt(await world.decide(version, 'approve'))).toBe('applied');
      await courseOf(world, version);
      let altered = 0;
      // The approval’s work is made to look as if a draft had been prepared in its place.
      await rewrite(world, cycleReportId, (events) =>
        events.map((event) => {
          const asked = (event as { activityTaskScheduledEventAttributes?: { activityType: { name: string } } })
            .activityTaskScheduledEventAttributes;
          if (asked?.activityType.name !== 'processNextChainCommand') return event;
          altered += 1;
          if (altered !== 3) return event;
          return JSON.parse(JSON.stringify(event).replace('processNextChainCommand', 'createVersion')) as Json;
        }),
      );
      const [replay] = (await replayDecision(world.db, today, version.versionId)).runs;
      const course = await readDecisionCourse(world.db, world.people.owner, { versionId: version.versionId });
      expect(replay?.outcome).toMatchObject({
        kind: 'differs',
        sentence:
          'In this turn the workflow has the next draft prepared, by the record; the workflow code of today has the request that waits longest answered.',
      });
      const steps = course.acts.flatMap((act) => act.steps);
      const at = replay?.outcome.kind === 'differs' ? replay.outcome.completed : null;
      expect(steps.find(({ turn }) => turn?.completed === at)?.sentence).toContain('has the next draft prepared');
    }));
});

test('workflow code that was changed differs at the first turn in which it does something else', () =>
  inWorld({}, async (world) => {
    const { version } = await submitted(world);
    expect(await world.receipt(await world.decide(version, 'approve'))).toBe('applied');
    await courseOf(world, version);
    const changed = await bundled(fileURLToPath(new URL('../../replay/fixtures/altered-workflows.ts', import.meta.url)));
    const [replay] = (await replayDecision(world.db, { workflowBundle: changed }, version.versionId)).runs;
    expect(replay?.outcome).toMatchObject({
      kind: 'differs',
      sentence: 'In this turn the workflow has the phase opened, by the record; the workflow code of today has what happened archived.',
    });
  }));

test('whoever may not see the version is told that it does not exist', () =>
  inWorld({}, async (world) => {
    const { version } = await submitted(world);
    const stranger = await world.person('Stranger', 'tester');
    await expect(readDecisionCourse(world.db, stranger, { versionId: version.versionId })).rejects.toMatchObject({ code: 'not_found' });
  }));

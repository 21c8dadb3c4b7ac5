import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '#domain/item/json';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type ChainHandle, decide, makeChain, makeDraft, put, submit } from '../../../test/support/world/chain';
import { makeScenario } from '../../../test/support/world/scenario';
import { World } from '../../../test/support/world/world';
import { decidedVersions, readDecisionCourse, readRunsToReplay } from './decision-course.queries';
import { appendHistory } from './history.transitions';

let test: TestDatabase;
let chain: ChainHandle;
let versionId: string;
beforeAll(async () => {
  test = await testDatabase();
  chain = await makeChain(await makeScenario(test.db), 'scoping');
  versionId = (await makeDraft(chain, [put('A', { code: 'A' })])).versionId;
  await submit(chain, versionId);
  await decide(chain, chain.scenario.owner, versionId, 'approve');
});
afterAll(() => test.drop());

const read = () => readDecisionCourse(test.db, chain.scenario.owner, { versionId });

/** The run and the activity that answered the decision. */
async function answering(): Promise<{ workflowId: string; runId: string; activityId: string; commandId: string }> {
  const { rows } = await test.db.pool.query<{ workflowId: string; runId: string; activityId: string; commandId: string }>(
    `select e.workflow_id as "workflowId", e.run_id as "runId", s.step_key as "activityId", c.id as "commandId"
       from command c join receipt r on r.command_id = c.id join workflow_executions e on e.id = r.workflow_execution_id
       join workflow_steps s on s.id = r.workflow_step_id where c.version_id = $1 and c.kind = 'decide_version'`,
    [versionId],
  );
  const [row] = rows;
  if (!row) throw new Error('nobody decided');
  return row;
}

const payload = (value: Json): Json => ({
  payloads: [{ metadata: { encoding: btoa('json/plain') }, data: btoa(JSON.stringify(value)) }],
});
const event = (id: number, type: string, attributes: { [name: string]: Json }): { eventId: number; event: Json } => ({
  eventId: id,
  event: { eventId: String(id), eventTime: '2026-05-10T12:00:00Z', eventType: `EVENT_TYPE_${type}`, someEventAttributes: attributes },
});

describe('the course of a decision', () => {
  it('names who asked for what, and says that nothing is archived of it yet', async () => {
    const { acts, runs } = await read();
    const { tester, owner } = chain.scenario;
    expect(acts.map(({ title, by, missing }) => [title, by.role, missing])).toEqual([
      [`${tester.name} submitted version 1`, 'tester', 'The archive does not tell by which work it was answered.'],
      [`${owner.name} approved version 1`, 'report_owner', 'The archive does not tell by which work it was answered.'],
    ]);
    expect(runs.map(({ faults }) => faults)).toEqual([['Nothing of this run is archived yet.'], ['Nothing of this run is archived yet.']]);
    expect((await readRunsToReplay(test.db, versionId)).map(({ until }) => until)).toEqual([null, null]);
  });

  it('tells its steps once they are archived, with the receipt as the record has it', async () => {
    const { activityId, commandId, ...run } = await answering();
    await appendHistory(test.db, run, [
      event(1, 'WORKFLOW_EXECUTION_SIGNALED', { signalName: 'submitVersionApproval', input: payload({ commandId }) }),
      event(2, 'WORKFLOW_TASK_SCHEDULED', {}),
      event(3, 'WORKFLOW_TASK_STARTED', {}),
    ]);
    await appendHistory(test.db, run, [
      event(4, 'WORKFLOW_TASK_COMPLETED', { startedEventId: '3' }),
      event(5, 'ACTIVITY_TASK_SCHEDULED', { activityId, activityType: { name: 'processNextChainCommand' } }),
      event(6, 'ACTIVITY_TASK_STARTED', { scheduledEventId: '5', attempt: 1 }),
      event(7, 'ACTIVITY_TASK_COMPLETED', { scheduledEventId: '5', result: payload({ processed: commandId }) }),
    ]);
    const { acts, runs } = await read();
    const { owner } = chain.scenario;
    expect(acts[1]?.missing).toBeNull();
    expect(acts[1]?.steps.map(({ sentence }) => sentence)).toEqual([
      `${owner.name}’s approval rang at the workflow.`,
      'The workflow takes its turn and has the request that waits longest answered.',
      'A worker is asked to answer the request that waits longest.',
      'The answering began.',
      'The receipt was written. It says: applied.',
      `${owner.name}’s approval is answered.`,
    ]);
    expect(runs[1]?.stretches.map(({ first, last, fault }) => [first, last, fault])).toEqual([
      [1, 3, null],
      [4, 7, null],
    ]);
    expect((await readRunsToReplay(test.db, versionId))[1]?.until).toBe(7);
  });

  it('does not exist for whoever may not see the version', async () => {
    const stranger = await new World(test.db).person('Stranger', 'report_owner');
    await expect(readDecisionCourse(test.db, stranger, { versionId })).rejects.toMatchObject({ code: 'not_found' });
    expect(await readRunsToReplay(test.db, '00000000-0000-4000-8000-000000000000')).toEqual([]);
  });
});

it('decided versions are found by their id, or all of them', async () => {
  const all = await decidedVersions(test.db.pool, null);
  expect(all.map(({ id }) => id)).toContain(versionId);
  expect(await decidedVersions(test.db.pool, versionId)).toEqual([expect.objectContaining({ id: versionId, phase: 'scoping', number: 1 })]);
  expect(await decidedVersions(test.db.pool, 'nothing')).toEqual([]);
});

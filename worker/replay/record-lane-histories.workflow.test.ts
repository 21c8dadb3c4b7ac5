import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cycleReportWorkflowId, laneWorkflowId, phaseWorkflowId } from '#contract/names';
import { issueCommand } from '#dispatch/issue-command';
import { personToken } from '#domain/people/person-token';
import { keepHistory } from '../../test/support/keep-history';
import { supply } from '../../test/support/lane-evidence';
import { LaneWorld } from '../../test/support/lane-stories';
import { localServer } from '../../test/support/temporal';

// How histories are recorded is said in test/support/keep-history.
let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await localServer();
});
afterAll(async () => {
  await env.teardown();
});

test('lanes listed, worked in, listed again and closed', async () => {
  const lanes = await LaneWorld.create(env);
  const { world, retail, test: tested } = lanes;
  const [owner] = lanes.owners;
  try {
    const cycleReportId = await lanes.toLanes();
    const listed = await lanes.owners5(cycleReportId, 'Retail', 1);
    await lanes.owners5(cycleReportId, 'Commercial', 1);
    const [item] = await lanes.items(listed);
    const { commandId } = await issueCommand({ db: world.db, temporal: world.temporal, searchAttributes: 'off' }, retail, {
      commandId: randomUUID(),
      kind: 'record_changes',
      versionId: listed.versionId,
      changes: [{ itemKey: item?.key ?? '', seenHash: item?.hash ?? '', fields: { owner: personToken(owner.userId) } }],
    });
    expect(await world.receipt(commandId)).toBe('applied');
    Object.assign(tested, { attributes: ['RATE', 'TERM'] });
    for (const phase of ['planning', 'scoping', 'sample-selection'] as const) await lanes.again(cycleReportId, phase, 2);
    await lanes.owners5(cycleReportId, 'Retail', 3);
    const closing = await world.send('executive', { kind: 'close_report', targetId: cycleReportId });
    expect(await world.receipt(closing.commandId)).toBe('applied');
    const ids = [
      [cycleReportWorkflowId(cycleReportId), 'cycleReport_2_0_0-lanes'],
      [laneWorkflowId(cycleReportId, 'Retail'), 'lane-worked-in'],
      [phaseWorkflowId(cycleReportId, 'data-owner-id', 'Retail'), 'phase-in-a-lane'],
    ] as const;
    for (const [workflowId] of ids) await env.client.workflow.getHandle(workflowId).result();
    for (const [workflowId, name] of ids) await keepHistory(env.client, workflowId, name);
  } finally {
    await world.close();
  }
});

test('a lane with lanes of data owners in it, one of which answers, passes what is left on, and is closed', async () => {
  const lanes = await LaneWorld.create(env);
  const { world, retail, owners } = lanes;
  const [olaf, tina] = owners;
  try {
    const cycleReportId = await lanes.toLanes();
    expect(await lanes.assign(retail, await lanes.owners5(cycleReportId, 'Retail', 1), { RATE: olaf })).toBe('applied');
    const asked = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 1);
    expect(await lanes.record(olaf, asked, { 'RATE/L-1': { unobtainable: 'It was lost.' } })).toBe('applied');
    const answered = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 2);
    expect(await lanes.judge(world.people.executive, answered, ['RATE/L-1'], 'accepted')).toBe('applied');
    expect(await lanes.assign(retail, await lanes.owners5(cycleReportId, 'Retail', 2), { RATE: tina }, 'He has left.')).toBe('applied');
    await lanes.recorded(cycleReportId, 'request-info', 'Retail/2', 1);
    const closing = await world.send('executive', { kind: 'close_report', targetId: cycleReportId });
    expect(await world.receipt(closing.commandId)).toBe('applied');
    const ids = [
      [laneWorkflowId(cycleReportId, 'Retail'), 'lane-with-owners'],
      [laneWorkflowId(cycleReportId, 'Retail/1'), 'lane-of-an-owner'],
      [phaseWorkflowId(cycleReportId, 'request-info', 'Retail/1'), 'phase-of-evidence'],
    ] as const;
    for (const [workflowId] of ids) await env.client.workflow.getHandle(workflowId).result();
    for (const [workflowId, name] of ids) await keepHistory(env.client, workflowId, name);
  } finally {
    await world.close();
  }
});

test('a report carried over from four phases to lanes, which it had not', async () => {
  const lanes = await LaneWorld.create(env);
  const { world } = lanes;
  try {
    const cycleReportId = await lanes.toLanes('four');
    const workflowId = cycleReportWorkflowId(cycleReportId);
    const { runId } = await env.client.workflow.getHandle(workflowId).describe();
    const upgrade = await world.send('executive', { kind: 'upgrade_report', targetId: cycleReportId, comment: 'Lanes have come.' });
    expect(await world.receipt(upgrade.commandId)).toBe('applied');
    await lanes.owners5(cycleReportId, 'Retail', 1);
    // The first run, which ended by going on as another.
    await keepHistory(env.client, workflowId, 'cycleReport_2_0_0-carried-over', runId);
  } finally {
    await world.close();
  }
});

test('a lane of a data owner whose tests follow the evidence that is accepted, and is closed', async () => {
  const lanes = await LaneWorld.create(env);
  const { world, retail, owners } = lanes;
  const [olaf] = owners;
  const { tester, executive } = world.people;
  try {
    const cycleReportId = await lanes.toLanes();
    expect(await lanes.assign(retail, await lanes.owners5(cycleReportId, 'Retail', 1), { RATE: olaf })).toBe('applied');
    const asked = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 1);
    const { claim, ask } = await supply(lanes, olaf, asked, 'rates.csv', 'LOAN_ID,RATE\nL-1,4.25\nL-2,4.52\n');
    expect(await ask()).toMatchObject({ ok: true });
    expect(await lanes.record(olaf, asked, { 'RATE/L-1': { evidence: claim }, 'RATE/L-2': { evidence: claim } })).toBe('applied');
    const answered = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 2);
    const run = { run: { method: 'automatic', because: '' } };
    expect(await lanes.judge(tester, answered, ['RATE/L-1'], 'accepted')).toBe('applied');
    const first = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 1);
    expect(await lanes.record(tester, first, { 'RATE/L-1': run })).toBe('applied');
    const ran = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 2);
    expect(await lanes.judge(executive, ran, ['RATE/L-1'], 'accepted')).toBe('applied');
    expect(await lanes.judge(tester, answered, ['RATE/L-2'], 'accepted')).toBe('applied');
    await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 3);
    const closing = await world.send('executive', { kind: 'close_report', targetId: cycleReportId });
    expect(await world.receipt(closing.commandId)).toBe('applied');
    const ids = [
      [laneWorkflowId(cycleReportId, 'Retail/1'), 'lane-with-tests'],
      [phaseWorkflowId(cycleReportId, 'test-execution', 'Retail/1'), 'phase-of-tests'],
    ] as const;
    for (const [workflowId] of ids) await env.client.workflow.getHandle(workflowId).result();
    for (const [workflowId, name] of ids) await keepHistory(env.client, workflowId, name);
  } finally {
    await world.close();
  }
});

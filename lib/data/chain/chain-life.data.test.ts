import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemChange } from '#domain/item/diff';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import {
  approvedDraft,
  type ChainHandle,
  drain,
  GATED,
  makeChain,
  makeDraft,
  put,
  SELF,
  send,
  submit,
} from '../../../test/support/world/chain';
import { answerOf, makeScenario, type Scenario, sendReport } from '../../../test/support/world/scenario';
import { editItems } from '../draft/edit-items.commands';
import { acceptStaleInput } from '../version/accept-stale-input.commands';
import { chainState } from './chain.transitions';
import { insertCommand } from './command.commands';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

async function versionOf(versionId: string) {
  return await test.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } });
}
async function keysOf(chainId: string, number: number): Promise<string[]> {
  const { rows } = await test.db.pool.query<{ key: string }>('select item_key as key from content_rows($1, $2) order by item_key', [
    chainId,
    number,
  ]);
  return rows.map((row) => row.key);
}
async function newChain(): Promise<ChainHandle> {
  return await makeChain(await makeScenario(test.db), 'sample-selection');
}

describe('leaving a version', () => {
  it('takes only its submitter to withdraw, and a child draft follows', async () => {
    const chain = await newChain();
    const draft = await makeDraft(chain, [put('a', { n: 1 })]);
    await submit(chain, draft.versionId);
    expect(await send(chain, chain.scenario.owner, 'withdraw_version', { versionId: draft.versionId })).toMatchObject({
      code: 'not_the_submitter',
    });
    expect(await send(chain, chain.scenario.tester, 'withdraw_version', { versionId: draft.versionId })).toMatchObject({
      outcome: 'applied',
    });
    expect((await chainState(test.db, chain.chainId)).next).toMatchObject({
      due: { cause: 'withdrawn', parentVersionId: draft.versionId },
    });
  });

  it('by discarding opens a fresh draft, or none where a version stands', async () => {
    const chain = await newChain();
    const first = await makeDraft(chain, [put('a', { n: 1 })]);
    await send(chain, chain.scenario.tester, 'discard_version', { versionId: first.versionId });
    expect((await chainState(test.db, chain.chainId)).next).toMatchObject({ due: { cause: 'discarded', parentVersionId: null } });
    const second = await approvedDraft(chain, [put('b', { n: 1 })]);
    expect(await keysOf(chain.chainId, 2)).toEqual(['b']);
    await send(chain, chain.scenario.tester, 'reopen_phase', { comment: 'again' });
    const third = await makeDraft(chain, [put('c', { n: 1 })]);
    await send(chain, chain.scenario.tester, 'discard_version', { versionId: third.versionId });
    const state = await chainState(test.db, chain.chainId);
    expect(state).toMatchObject({ next: { kind: 'wait' }, openVersion: null, approvedVersion: { id: second.versionId } });
  });

  it('reopens only what is approved, once, and with a reason', async () => {
    const chain = await newChain();
    expect(await send(chain, chain.scenario.tester, 'reopen_phase', { comment: 'x' })).toMatchObject({ code: 'nothing_to_reopen' });
    await approvedDraft(chain, [put('a', { n: 1 })]);
    expect(await send(chain, chain.scenario.tester, 'reopen_phase', { comment: ' ' })).toMatchObject({ code: 'reason_required' });
    expect(await send(chain, chain.scenario.tester, 'reopen_phase', { comment: 'x' })).toMatchObject({ outcome: 'applied' });
    expect(await send(chain, chain.scenario.tester, 'reopen_phase', { comment: 'x' })).toMatchObject({ code: 'open_version_exists' });
  });

  it('by submission under self is approval', async () => {
    const chain = await makeChain(await makeScenario(test.db), 'planning', SELF);
    const draft = await makeDraft(chain, [put('A', { n: 1 })]);
    expect(await submit(chain, draft.versionId, { comment: 'all there' })).toMatchObject({ outcome: 'applied', detail: 'approved' });
    expect(await versionOf(draft.versionId)).toMatchObject({ status: 'approved', note: 'all there' });
  });

  it('is refused while gates are open, naming what blocks', async () => {
    const chain = await newChain();
    const draft = await makeDraft(chain, []);
    const answer = await submit(chain, draft.versionId, {}, GATED);
    expect(answer).toMatchObject({ code: 'gates_open' });
    expect(answer.detail).toContain('No sample is included');
    expect((await versionOf(draft.versionId)).status).toBe('draft');
  });
});

describe('the story of a chain', () => {
  it('is told as phase and decision steps and the transitions between them', async () => {
    const chain = await newChain();
    const draft = await approvedDraft(chain, [put('a', { n: 1 })]);
    const { rows: steps } = await test.db.pool.query<{ kind: string; status: string; key: string }>(
      `select s.kind, s.status, s.step_key as key from workflow_steps s where s.kind <> 'activity' and exists (
         select from audit_event a join receipt r on r.command_id = a.command_id where a.chain_id = $1 and r.workflow_execution_id = s.execution_id) order by s.kind`,
      [chain.chainId],
    );
    const decision = await test.db.prisma.command.findFirstOrThrow({ where: { versionId: draft.versionId, kind: 'decide_version' } });
    expect(steps).toEqual([
      { kind: 'decision', status: 'completed', key: decision.id },
      { kind: 'phase', status: 'completed', key: 'sample-selection' },
    ]);
    const transition = await test.db.prisma.workflowTransition.findFirstOrThrow({ where: { fromStep: decision.id } });
    expect(transition).toMatchObject({ kind: 'conditional', toStep: 'sample-selection', result: 'approved' });
  });
});

describe('stale inputs', () => {
  async function builtFrom(): Promise<{
    scenario: Scenario;
    planning: ChainHandle;
    chain: ChainHandle;
    versionId: string;
    upstreamId: string;
  }> {
    const scenario = await makeScenario(test.db);
    const planning = await makeChain(scenario, 'planning', SELF);
    const upstream = await approvedDraft(planning, [put('A', { n: 1 })]);
    const chain = await makeChain(scenario, 'sample-selection');
    const draft = await makeDraft(chain, [put('a', { n: 1 })], { inputs: [upstream] });
    return { scenario, planning, chain, versionId: draft.versionId, upstreamId: upstream.versionId };
  }
  async function reapprove(planning: ChainHandle, changes: ItemChange[]): Promise<void> {
    await send(planning, planning.scenario.tester, 'reopen_phase', { comment: 'new file' });
    await approvedDraft(planning, changes);
  }

  it('are not flagged by an identical approval', async () => {
    const { planning, chain, versionId } = await builtFrom();
    await reapprove(planning, []);
    expect((await submit(chain, versionId, {}, GATED)).detail).not.toContain('Planning has changed');
  });

  it('block the submission until they are accepted with a reason', async () => {
    const { scenario, planning, chain, versionId, upstreamId } = await builtFrom();
    await reapprove(planning, [put('A', { n: 2 })]);
    expect((await submit(chain, versionId, {}, GATED)).detail).toContain('Planning has changed');
    await expect(acceptStaleInput(test.db, scenario.tester.actor, { versionId, upstreamId, reason: ' ' })).rejects.toMatchObject({
      code: 'reason_required',
    });
    await acceptStaleInput(test.db, scenario.tester.actor, { versionId, upstreamId, reason: 'does not matter here' });
    expect((await submit(chain, versionId, {}, GATED)).detail).not.toContain('Planning has changed');
    await reapprove(planning, [put('A', { n: 3 })]);
    expect((await submit(chain, versionId, {}, GATED)).detail).toContain('Planning has changed');
  });
});

describe('a closed report', () => {
  it('answers every later command that it is closed', async () => {
    const chain = await newChain();
    const draft = await makeDraft(chain, [put('a', { n: 1 })]);
    const { scenario } = chain;
    const commandId = randomUUID();
    await insertCommand(test.db, scenario.tester.actor, {
      commandId,
      kind: 'submit_version',
      targetId: chain.chainId,
      versionId: draft.versionId,
    });
    await sendReport(scenario, scenario.executive, 'close_report');
    expect((await drain(chain)).closed).toBe(true);
    expect(await answerOf(test.db, commandId)).toMatchObject({ code: 'report_closed' });
    await expect(
      insertCommand(test.db, scenario.tester.actor, { commandId: randomUUID(), kind: 'reopen_phase', targetId: chain.chainId }),
    ).rejects.toMatchObject({ code: 'report_closed' });
    await expect(
      editItems(test.db, scenario.tester.actor, { versionId: draft.versionId, editRevision: 0, edits: [{ key: 'a', remove: true }] }),
    ).rejects.toMatchObject({ code: 'report_closed' });
  });
});

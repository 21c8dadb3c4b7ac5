import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import { hashOf as hashIn, ITEMS, pendingVersion, statusOf as statusIn } from '../../../test/support/pending-version';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { approvedDraft, decide, drain, makeChain, makeDraft, put, send, submit } from '../../../test/support/world/chain';
import { answerOf, makeScenario, sendReport, trackedStep } from '../../../test/support/world/scenario';
import { World } from '../../../test/support/world/world';
import { readItems } from '../version/items.queries';
import { insertCommand } from './command.commands';
import { refuseCommand } from './receipt.transitions';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

const pending = (policy?: ApprovalPolicy) => pendingVersion(test.db, policy);
const statusOf = (versionId: string) => statusIn(test.db, versionId);
const hashOf = (versionId: string) => hashIn(test.db, versionId);

describe('separation of duties', () => {
  it('refuses the submitter, whatever role they gain meanwhile', async () => {
    const { chain, draft } = await pending({ mode: 'review', requiredCount: 1, roles: ['test_executive'] });
    await test.db.prisma.roleAssignment.create({ data: { userId: chain.scenario.tester.userId, role: 'test_executive' } });
    expect(await decide(chain, chain.scenario.tester, draft.versionId, 'approve')).toMatchObject({ code: 'author_cannot_decide' });
  });

  it('remembers authors through withdrawal and resubmission by somebody else', async () => {
    const scenario = await makeScenario(test.db);
    const chain = await makeChain(scenario, 'sample-selection', { mode: 'review', requiredCount: 1, roles: ['test_executive'] });
    const first = await makeDraft(chain, ITEMS);
    await submit(chain, first.versionId);
    await send(chain, scenario.tester, 'withdraw_version', { versionId: first.versionId });
    const second = await new World(test.db).person('Second Tester', 'tester');
    await sendReport(scenario, scenario.executive, 'change_assignment', { payload: { testerId: second.userId } });
    await test.db.prisma.roleAssignment.create({ data: { userId: scenario.tester.userId, role: 'test_executive' } });
    const child = await makeDraft(chain, []);
    await send(chain, second, 'submit_version', { versionId: child.versionId });
    expect(await decide(chain, scenario.tester, child.versionId, 'approve')).toMatchObject({ code: 'author_cannot_decide' });
    expect(await decide(chain, scenario.executive, child.versionId, 'approve')).toMatchObject({ outcome: 'applied' });
  });

  it('forgets authors of work that has been approved', async () => {
    const scenario = await makeScenario(test.db);
    const chain = await makeChain(scenario, 'sample-selection', { mode: 'review', requiredCount: 1, roles: ['test_executive'] });
    const first = await makeDraft(chain, ITEMS);
    await submit(chain, first.versionId);
    await decide(chain, scenario.executive, first.versionId, 'approve');
    await send(chain, scenario.executive, 'reopen_phase', { comment: 'new data' });
    const second = await new World(test.db).person('Second Tester', 'tester');
    await sendReport(scenario, scenario.executive, 'change_assignment', { payload: { testerId: second.userId } });
    await test.db.prisma.roleAssignment.create({ data: { userId: scenario.tester.userId, role: 'test_executive' } });
    const next = await makeDraft(chain, [put('a', { n: 5 })]);
    await send(chain, second, 'submit_version', { versionId: next.versionId });
    expect(await decide(chain, scenario.tester, next.versionId, 'approve')).toMatchObject({ outcome: 'applied' });
  });

  it('asks for the role at the moment of the decision, not of the sending', async () => {
    const { chain, draft } = await pending();
    const { owner } = chain.scenario;
    const commandId = randomUUID();
    await insertCommand(test.db, owner.actor, {
      commandId,
      kind: 'decide_version',
      targetId: chain.chainId,
      versionId: draft.versionId,
      seenVersionHash: await hashOf(draft.versionId),
      payload: { decision: 'approve' },
    });
    await test.db.prisma.user.update({ where: { id: owner.userId }, data: { disabledAt: new Date() } });
    await drain(chain);
    expect(await answerOf(test.db, commandId)).toMatchObject({ code: 'not_permitted' });
    expect(await statusOf(draft.versionId)).toBe('pending_approval');
  });

  it('lets an owner of another report decide nothing', async () => {
    const { chain, draft } = await pending();
    const other = await new World(test.db).person('Other Owner', 'report_owner');
    expect(await decide(chain, other, draft.versionId, 'approve')).toMatchObject({ code: 'not_the_approver' });
    expect(await decide(chain, chain.scenario.admin, draft.versionId, 'approve')).toMatchObject({ code: 'not_the_approver' });
  });
});

describe('a decision', () => {
  it('is refused for other content than was seen', async () => {
    const { chain, draft } = await pending();
    const answer = await decide(chain, chain.scenario.owner, draft.versionId, 'approve', { seenVersionHash: 'ab'.repeat(32) });
    expect(answer).toMatchObject({ code: 'stale_content' });
  });

  it('cannot approve while anything is rejected or asked for', async () => {
    const { chain, draft } = await pending();
    const rejected = { verdicts: [{ itemKey: 'a', verdict: 'rejected' as const, reason: 'wrong' }] };
    expect(await decide(chain, chain.scenario.owner, draft.versionId, 'approve', rejected)).toMatchObject({
      code: 'rejected_items_remain',
    });
    expect(await decide(chain, chain.scenario.owner, draft.versionId, 'approve', { additions: [{ itemKey: 'z' }] })).toMatchObject({
      code: 'rejected_items_remain',
    });
    expect(await test.db.prisma.itemDecision.count({ where: { versionId: draft.versionId } })).toBe(0);
  });

  it('names only items that the version holds', async () => {
    const { chain, draft } = await pending();
    for (const itemKey of ['nowhere', '$file']) {
      const answer = await decide(chain, chain.scenario.owner, draft.versionId, 'request_changes', {
        verdicts: [{ itemKey, verdict: 'rejected', reason: 'x' }],
      });
      expect(answer).toMatchObject({ code: 'invalid_input' });
    }
  });

  it('accepts what nobody marked by the approval itself, and writes rows of what was marked alone', async () => {
    const { chain, draft } = await pending();
    const marked = { verdicts: [{ itemKey: 'b', verdict: 'accepted' as const }] };
    await decide(chain, chain.scenario.owner, draft.versionId, 'approve', marked);
    const decisions = await test.db.prisma.itemDecision.findMany({ where: { versionId: draft.versionId } });
    expect(decisions.map(({ itemKey }) => itemKey)).toEqual(['b']);
    const { owner } = chain.scenario;
    const { rows } = await readItems(test.db, owner, { versionId: draft.versionId });
    expect(rows.map(({ key, verdict }) => ({ key, verdict: verdict?.verdict }))).toEqual([
      { key: 'a', verdict: 'accepted' },
      { key: 'b', verdict: 'accepted' },
    ]);
  });

  it('counts signatures of different people only, and the preparer’s own as the tester’s', async () => {
    const { chain, draft } = await pending({ mode: 'signoff', requiredCount: 3, roles: ['tester', 'test_executive', 'report_owner'] });
    const { owner, executive, tester } = chain.scenario;
    expect(await decide(chain, tester, draft.versionId, 'sign')).toMatchObject({ outcome: 'applied', detail: 'waiting' });
    expect(await decide(chain, tester, draft.versionId, 'sign')).toMatchObject({ code: 'already_voted' });
    expect(await decide(chain, executive, draft.versionId, 'sign')).toMatchObject({ outcome: 'applied', detail: 'waiting' });
    expect(await decide(chain, executive, draft.versionId, 'sign')).toMatchObject({ code: 'already_voted' });
    expect(await decide(chain, owner, draft.versionId, 'approve')).toMatchObject({ code: 'invalid_input' });
    expect(await decide(chain, owner, draft.versionId, 'sign')).toMatchObject({ outcome: 'applied', detail: 'approved' });
    expect(await statusOf(draft.versionId)).toBe('approved');
  });
});

describe('what follows a decision', () => {
  it.each([
    ['request_changes', 'changes_requested'],
    ['reject', 'rejected'],
  ])('%s makes a draft due', async (decision, status) => {
    const { chain, draft } = await pending();
    const answer = await decide(chain, chain.scenario.owner, draft.versionId, decision);
    const state = await drain(chain);
    expect(await statusOf(draft.versionId)).toBe(status);
    const parentVersionId = decision === 'reject' ? null : draft.versionId;
    expect(state.next).toEqual({
      kind: 'open_draft',
      due: {
        creationKey: `${chain.chainId}/${answer.commandId}`,
        cause: status,
        parentVersionId,
        reason: 'Please look again.',
        commandId: answer.commandId,
      },
    });
  });

  it('a rejection after an approval starts from the approved version', async () => {
    const chain = await makeChain(await makeScenario(test.db), 'sample-selection');
    const approved = await approvedDraft(chain, ITEMS);
    await send(chain, chain.scenario.tester, 'reopen_phase', { comment: 'again' });
    const next = await makeDraft(chain, [put('a', { n: 9 })]);
    await submit(chain, next.versionId);
    await decide(chain, chain.scenario.owner, next.versionId, 'reject');
    expect((await drain(chain)).next).toMatchObject({ due: { parentVersionId: approved.versionId } });
  });

  it('a new approval supersedes the former', async () => {
    const chain = await makeChain(await makeScenario(test.db), 'sample-selection');
    const first = await approvedDraft(chain, ITEMS);
    await send(chain, chain.scenario.tester, 'reopen_phase', { comment: 'again' });
    const second = await approvedDraft(chain, [put('a', { n: 9 })]);
    expect([await statusOf(first.versionId), await statusOf(second.versionId)]).toEqual(['superseded', 'approved']);
  });

  it('a command that cannot be carried out gets one receipt for good', async () => {
    const { chain } = await pending();
    const commandId = randomUUID();
    await insertCommand(test.db, chain.scenario.tester.actor, { commandId, kind: 'reopen_phase', targetId: chain.chainId, comment: 'x' });
    const step = await trackedStep(test.db);
    await refuseCommand(test.db, commandId, 'internal_error', step);
    await refuseCommand(test.db, commandId, 'workflow_not_running', step);
    await drain(chain);
    expect(await answerOf(test.db, commandId)).toMatchObject({ outcome: 'refused', code: 'internal_error' });
  });
});

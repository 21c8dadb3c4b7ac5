import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import { letDecisionsGrowOld } from '../../../test/support/grown-old';
import { hashOf, pendingVersion, statusOf } from '../../../test/support/pending-version';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type ChainHandle, type DraftHandle, decide, drain, send, UNGATED } from '../../../test/support/world/chain';
import { answerOf, trackedStep } from '../../../test/support/world/scenario';
import { type Person, World } from '../../../test/support/world/world';
import { claimWork } from '../desk/claims.commands';
import { delegateRole } from '../desk/delegations.commands';
import { readInbox } from '../desk/inbox.queries';
import { repairStanding, wrongStandings } from '../turns/standing.transitions';
import { readVersion } from '../version/version.queries';
import { insertCommand } from './command.commands';
import { processNextChainCommand } from './process-command.transitions';

const GROWING_OLD: ApprovalPolicy = { mode: 'review', requiredCount: 2, roles: ['report_owner', 'test_executive'], approvalsHoldDays: 7 };

let test: TestDatabase;
let chain: ChainHandle;
let draft: DraftHandle;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
  ({ chain, draft } = await pendingVersion(test.db, GROWING_OLD));
});

const approve = (person: Person) => decide(chain, person, draft.versionId, 'approve');
const daysPass = (days: number) => letDecisionsGrowOld(test, draft.versionId, days * 24);
const view = (person: Person) => readVersion(test.db, person, { versionId: draft.versionId });
/** The task by which the version waits for somebody; null where it does not. */
const waitsFor = async (person: Person) =>
  (await readInbox(test.db, person, { tab: 'waiting' })).rows.find(({ versionId }) => versionId === draft.versionId)?.task ?? null;

/** What the trail says of approvals of the version, oldest first. */
async function told() {
  const { rows } = await test.db.pool.query<{ kind: string; changes: { field: string; from: string | null; to: string | null }[] }>(
    `select kind, changes from audit_event where version_id = $1 and kind in ('approval_counted', 'version_approved') order by seq`,
    [draft.versionId],
  );
  return rows;
}

describe('an approval of several that is too old', () => {
  it('is given once while it counts, and again once it does not', async () => {
    const { owner, executive } = chain.scenario;
    expect(await approve(owner)).toMatchObject({ outcome: 'applied', detail: 'waiting' });
    expect(await approve(owner)).toMatchObject({ code: 'already_voted' });
    await daysPass(6);
    expect(await approve(owner)).toMatchObject({ code: 'already_voted' });
    await daysPass(1.001);
    expect(await approve(executive)).toMatchObject({ outcome: 'applied', detail: 'waiting' });
    expect(await statusOf(test.db, draft.versionId)).toBe('pending_approval');
    expect(await approve(owner)).toMatchObject({ outcome: 'applied', detail: 'approved' });
    expect(await statusOf(test.db, draft.versionId)).toBe('approved');
    const confirmed = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/) as string;
    expect(await told()).toEqual([
      { kind: 'approval_counted', changes: [{ field: 'approvals', from: '0', to: '1 of 2' }] },
      { kind: 'approval_counted', changes: [{ field: 'approvals', from: '0', to: '1 of 2' }] },
      { kind: 'version_approved', changes: [{ field: 'confirms the approval of', from: null, to: confirmed }] },
    ]);
  });

  it('counts among approvals that are young enough where another person approves in time', async () => {
    await approve(chain.scenario.owner);
    await daysPass(6.9);
    expect(await approve(chain.scenario.executive)).toMatchObject({ detail: 'approved' });
  });

  it('is replaced by another person’s as well', async () => {
    await approve(chain.scenario.owner);
    await daysPass(8);
    const second = await new World(test.db).person('Sam Second', 'test_executive');
    expect(await approve(second)).toMatchObject({ detail: 'waiting' });
    expect(await approve(chain.scenario.executive)).toMatchObject({ detail: 'approved' });
    expect(await approve(chain.scenario.owner)).toMatchObject({ code: 'already_decided' });
  });

  it('is confirmed on the content that was seen, and may be turned down instead', async () => {
    const { owner } = chain.scenario;
    await approve(owner);
    await daysPass(8);
    expect(await decide(chain, owner, draft.versionId, 'approve', { seenVersionHash: 'ab'.repeat(32) })).toMatchObject({
      code: 'stale_content',
    });
    expect(await decide(chain, owner, draft.versionId, 'request_changes')).toMatchObject({ outcome: 'applied' });
    expect(await statusOf(test.db, draft.versionId)).toBe('changes_requested');
  });

  it('is confirmed once, however many say so at the same instant and whoever has the command applied', async () => {
    const { owner, executive } = chain.scenario;
    await approve(owner);
    await daysPass(8);
    await approve(executive);
    const seenVersionHash = await hashOf(test.db, draft.versionId);
    const step = await trackedStep(test.db);
    const send = async (commandId: string, person: Person) => {
      const { versionId } = draft;
      const command = { commandId, kind: 'decide_version', targetId: chain.chainId, versionId, seenVersionHash } as const;
      await insertCommand(test.db, person.actor, { ...command, payload: { decision: 'approve' } });
      await processNextChainCommand(test.db, chain.chainId, { step, rules: UNGATED });
      return commandId;
    };
    const once = randomUUID();
    await Promise.all([
      ...Array.from({ length: 5 }, () => send(once, owner)),
      ...Array.from({ length: 10 }, (_, nth) => send(randomUUID(), nth % 2 === 0 ? owner : executive)),
    ]);
    await drain(chain);
    const { rows } = await test.db.pool.query<{ outcome: string; count: number }>(
      `select r.outcome, count(*)::int from receipt r join command c on c.id = r.command_id
        where c.version_id = $1 and c.kind = 'decide_version' group by 1 order by 1`,
      [draft.versionId],
    );
    expect(rows).toEqual([
      { outcome: 'applied', count: 3 },
      { outcome: 'refused', count: 10 },
    ]);
    expect(await statusOf(test.db, draft.versionId)).toBe('approved');
    expect((await answerOf(test.db, once)).outcome).toMatch(/^(applied|refused)$/);
  });

  it('may be confirmed by a delegate, who leaves its giver no second voice', async () => {
    const { owner, reportId } = chain.scenario;
    const deputy = await new World(test.db).person('Dora Deputy', 'report_owner');
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    await delegateRole(test.db, owner, { role: 'report_owner', reportId, toId: deputy.userId, until, reason: 'Leave' });
    await approve(owner);
    const forOwner = { payload: { decision: 'approve', onBehalfOf: { userId: owner.userId } } } as const;
    expect(await decide(chain, deputy, draft.versionId, 'approve', forOwner)).toMatchObject({ code: 'already_voted' });
    await daysPass(8);
    expect(await decide(chain, deputy, draft.versionId, 'approve', forOwner)).toMatchObject({ detail: 'waiting' });
    expect(await approve(owner)).toMatchObject({ code: 'already_voted' });
    expect((await view(owner)).approvalsGiven).toMatchObject([{ by: { name: 'Dora Deputy' }, holds: true, own: true }]);
  });

  it('counts for ever under a policy that says nothing of days', async () => {
    ({ chain, draft } = await pendingVersion(test.db, { mode: 'review', requiredCount: 2, roles: GROWING_OLD.roles }));
    await approve(chain.scenario.owner);
    await daysPass(4_000);
    expect(await approve(chain.scenario.owner)).toMatchObject({ code: 'already_voted' });
    expect((await view(chain.scenario.owner)).approvalsGiven).toEqual([]);
    expect(await approve(chain.scenario.executive)).toMatchObject({ detail: 'approved' });
  });
});

describe('whoever gave one', () => {
  it('is asked again in the inbox and on the page, and may claim it', async () => {
    const { owner, executive, tester } = chain.scenario;
    expect(await waitsFor(owner)).toBe('Decide');
    await approve(owner);
    await daysPass(6);
    expect([await waitsFor(owner), await waitsFor(executive)]).toEqual([null, 'Decide']);
    expect(await view(owner)).toMatchObject({
      approval: { have: 1, need: 2 },
      approvalsGiven: [{ by: { id: owner.userId }, holds: true, own: true }],
      actions: { approve: { allowed: false } },
    });
    await expect(claimWork(test.db, owner, { versionId: draft.versionId })).rejects.toMatchObject({ code: 'already_voted' });
    await daysPass(2);
    expect([await waitsFor(owner), await waitsFor(executive)]).toEqual(['Confirm approval', 'Decide']);
    expect(await view(owner)).toMatchObject({
      approval: { have: 0, need: 2 },
      approvalsGiven: [{ by: { id: owner.userId }, holds: false, own: true }],
      actions: { approve: { allowed: true } },
    });
    expect((await view(tester)).approvalsGiven).toMatchObject([{ holds: false, own: false }]);
    expect(await claimWork(test.db, owner, { versionId: draft.versionId })).toEqual({ takenOver: false });
    await approve(owner);
    expect(await waitsFor(owner)).toBeNull();
    expect((await view(owner)).approvalsGiven).toMatchObject([{ holds: true, own: true }]);
    await approve(executive);
    await daysPass(30);
    expect(await view(owner)).toMatchObject({ status: 'approved', approval: { have: 2, need: 2 }, approvalsGiven: [] });
  });

  it('has the turn from the next thing that happens on, and the standing stays as the last decision left it', async () => {
    const { owner, executive } = chain.scenario;
    const deciders = async () => {
      const turn = await test.db.prisma.turn.findFirstOrThrow({ where: { chainId: chain.chainId }, orderBy: { seq: 'desc' } });
      return [owner, executive].filter(({ userId }) => turn.people.includes(userId)).map(({ name }) => name);
    };
    const steps = async () => (await test.db.prisma.chainNow.findUniqueOrThrow({ where: { chainId: chain.chainId } })).stepsPassed;
    await approve(owner);
    expect([await deciders(), await steps()]).toEqual([[executive.name], 3]);
    await daysPass(8);
    expect(await wrongStandings(test.db, [chain.chainId])).toEqual([]);
    const second = await new World(test.db).person('Sam Second', 'test_executive');
    await approve(second);
    expect([await deciders(), await steps()]).toEqual([[owner.name, executive.name], 3]);
    expect(await wrongStandings(test.db, [chain.chainId])).toEqual([]);
    await repairStanding(test.db, chain.chainId);
    expect(await steps()).toBe(3);
    await approve(owner);
    expect(await steps()).toBe(4);
  });

  it('begins anew with another version', async () => {
    const { owner, tester } = chain.scenario;
    await approve(owner);
    await daysPass(8);
    expect(await send(chain, tester, 'withdraw_version', { versionId: draft.versionId })).toMatchObject({ outcome: 'applied' });
    expect(await approve(owner)).toMatchObject({ code: 'not_pending' });
  });
});

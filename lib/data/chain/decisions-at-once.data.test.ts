import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import { hashOf as hashIn, pendingVersion, statusOf as statusIn } from '../../../test/support/pending-version';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type ChainHandle, drain, send, UNGATED } from '../../../test/support/world/chain';
import { answerOf, trackedStep } from '../../../test/support/world/scenario';
import { type Person, World } from '../../../test/support/world/world';
import { insertCommand } from './command.commands';
import { processNextChainCommand } from './process-command.transitions';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

const pending = (policy?: ApprovalPolicy) => pendingVersion(test.db, policy);
const statusOf = (versionId: string) => statusIn(test.db, versionId);
const hashOf = (versionId: string) => hashIn(test.db, versionId);

/** Many decisions on one version at the same instant, sent and answered by many workers at once. */
async function decideAtOnce(chain: ChainHandle, versionId: string, people: readonly Person[]): Promise<string[]> {
  const seenVersionHash = await hashOf(versionId);
  const step = await trackedStep(test.db);
  const answers = people.map(async (person) => {
    const commandId = randomUUID();
    await insertCommand(test.db, person.actor, {
      commandId,
      kind: 'decide_version',
      targetId: chain.chainId,
      versionId,
      seenVersionHash,
      payload: { decision: 'approve' },
    });
    await processNextChainCommand(test.db, chain.chainId, { step, rules: UNGATED });
    return commandId;
  });
  const commandIds = await Promise.all(answers);
  await drain(chain);
  const receipts = await Promise.all(commandIds.map((commandId) => answerOf(test.db, commandId)));
  return receipts.map((receipt) => receipt.code ?? receipt.outcome);
}

const counted = (codes: string[]) =>
  Object.fromEntries([...new Set(codes)].sort().map((code) => [code, codes.filter((one) => one === code).length]));

describe('fifty decisions at the same instant', () => {
  it('count once where one approval is enough', async () => {
    const { chain, draft } = await pending();
    const codes = await decideAtOnce(
      chain,
      draft.versionId,
      Array.from({ length: 50 }, () => chain.scenario.owner),
    );
    expect(counted(codes)).toEqual({ already_decided: 49, applied: 1 });
    expect(await statusOf(draft.versionId)).toBe('approved');
  });

  it('count until the policy is met where several approvals are needed', async () => {
    const { chain, draft } = await pending({ mode: 'review', requiredCount: 5, roles: ['test_executive'] });
    const people = await Promise.all(Array.from({ length: 50 }, (_, n) => new World(test.db).person(`Exec ${n}`, 'test_executive')));
    const codes = await decideAtOnce(chain, draft.versionId, people);
    expect(counted(codes)).toEqual({ already_decided: 45, applied: 5 });
    expect(await statusOf(draft.versionId)).toBe('approved');
  });

  it('of one person count once towards several', async () => {
    const { chain, draft } = await pending({ mode: 'review', requiredCount: 2, roles: ['test_executive'] });
    const codes = await decideAtOnce(
      chain,
      draft.versionId,
      Array.from({ length: 50 }, () => chain.scenario.executive),
    );
    expect(counted(codes)).toEqual({ already_voted: 49, applied: 1 });
    expect(await statusOf(draft.versionId)).toBe('pending_approval');
  });
});

describe('the same command', () => {
  it('sent fifty times at once has one effect, one sequence number and one receipt', async () => {
    const { chain, draft } = await pending();
    const commandId = randomUUID();
    const seenVersionHash = await hashOf(draft.versionId);
    const sent = await Promise.all(
      Array.from({ length: 50 }, () =>
        insertCommand(test.db, chain.scenario.owner.actor, {
          commandId,
          kind: 'decide_version',
          targetId: chain.chainId,
          versionId: draft.versionId,
          seenVersionHash,
          payload: { decision: 'approve' },
        }),
      ),
    );
    expect(sent.filter((one) => !one.repeated)).toHaveLength(1);
    expect(new Set(sent.map((one) => one.seq)).size).toBe(1);
    const step = await trackedStep(test.db);
    await Promise.all(Array.from({ length: 10 }, () => processNextChainCommand(test.db, chain.chainId, { step, rules: UNGATED })));
    expect(await answerOf(test.db, commandId)).toMatchObject({ outcome: 'applied' });
    const { rows } = await test.db.pool.query('select kind from audit_event where command_id = $1 order by seq', [commandId]);
    expect(rows.map((row: { kind: string }) => row.kind)).toEqual(['command_sent', 'version_approved']);
  });

  it('cannot stand for another one', async () => {
    const { chain } = await pending();
    const commandId = randomUUID();
    await send(chain, chain.scenario.tester, 'reopen_phase', { commandId, comment: 'x' });
    const other = insertCommand(test.db, chain.scenario.owner.actor, {
      commandId,
      kind: 'reopen_phase',
      targetId: chain.chainId,
      comment: 'x',
    });
    await expect(other).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('numbers the commands of a target in the order of their commits', async () => {
    const { chain } = await pending();
    await Promise.all(
      Array.from({ length: 20 }, () =>
        insertCommand(test.db, chain.scenario.tester.actor, {
          commandId: randomUUID(),
          kind: 'reopen_phase',
          targetId: chain.chainId,
          comment: 'x',
        }),
      ),
    );
    const { rows } = await test.db.pool.query<{ seq: number }>(
      `select c.seq from command c join audit_event a on a.command_id = c.id and a.kind = 'command_sent' where c.target_id = $1 order by a.seq`,
      [chain.chainId],
    );
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
  });
});

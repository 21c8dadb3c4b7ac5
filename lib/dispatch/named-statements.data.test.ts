import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { processNextChainCommand } from '#data/chain/process-command.transitions';
import { loadSubject } from '#data/people/subjects.queries';
import { type TestDatabase, testDatabase } from '../../test/support/postgres';
import { makeChain, makeDraft, put, submit, UNGATED } from '../../test/support/world/chain';
import { answerOf, makeScenario, trackedStep } from '../../test/support/world/scenario';
import { issueCommand } from './issue-command';
import { openTemporal, type TemporalGateway } from './temporal-gateway';

/** What begins and ends transactions: there is nothing to plan. */
const TRANSACTION = /^(begin|commit|savepoint|release|select require_bound\(\); commit)/i;

let test: TestDatabase;
let temporal: TemporalGateway;
beforeAll(async () => {
  test = await testDatabase();
  temporal = openTemporal({ TEMPORAL_ADDRESS: '127.0.0.1:1' });
});
afterAll(async () => {
  await temporal.close();
  await test.drop();
});

/** What PostgreSQL is sent while something is done, as the driver hands it over. */
async function sentDuring(work: () => Promise<unknown>): Promise<{ name: string | undefined; text: string }[]> {
  const sent: { name: string | undefined; text: string }[] = [];
  const query = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
    for (const [asked] of query.mock.calls as unknown as [string | { name?: string; text: string }][])
      sent.push(typeof asked === 'string' ? { name: undefined, text: asked } : { name: asked.name, text: asked.text });
  } finally {
    query.mockRestore();
  }
  return sent;
}

it('a decision, from its session to its receipt, plans nothing anew: each statement has a name', async () => {
  const chain = await makeChain(await makeScenario(test.db), 'sample-selection');
  const { owner } = chain.scenario;
  const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
  await submit(chain, versionId);
  const { versionHash } = await test.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } });
  const seenVersionHash = Buffer.from(versionHash ?? []).toString('hex');
  const commandId = randomUUID();
  const step = await trackedStep(test.db);
  const sent = await sentDuring(async () => {
    const subject = (await loadSubject(test.db, owner.userId, 0)) ?? expect.unreachable();
    const decision = { commandId, versionId, seenVersionHash, payload: { decision: 'approve' as const }, comment: 'Seen.' };
    await issueCommand({ db: test.db, temporal }, subject, { kind: 'decide_version', ...decision });
    await processNextChainCommand(test.db, chain.chainId, { step, rules: UNGATED });
  });
  expect(await answerOf(test.db, commandId)).toMatchObject({ outcome: 'applied' });
  const words = sent.filter(({ name, text }) => name === undefined && !TRANSACTION.test(text.trim()));
  expect(words.map(({ text }) => text.replace(/\s+/g, ' ').trim().slice(0, 120))).toEqual([]);
  expect(sent.filter(({ name }) => name !== undefined).length).toBeGreaterThan(10);
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type ChainHandle, drain, makeChain, makeDraft, put } from '../../../test/support/world/chain';
import { makeScenario, type Scenario } from '../../../test/support/world/scenario';
import { insertCommand } from '../chain/command.commands';
import { oldestUnanswered, restartWaits, unansweredCommands } from './relay.queries';

let test: TestDatabase;
let scenario: Scenario;
let chain: ChainHandle;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  scenario = await makeScenario(test.db);
  chain = await makeChain(scenario, 'sample-selection');
});
afterAll(() => test.drop());

/** Asks for a submission that no workflow answers. */
async function ask(versionId: string): Promise<string> {
  const commandId = randomUUID();
  const asked = { commandId, kind: 'submit_version', targetId: chain.chainId, versionId, seenEditRevision: 0 } as const;
  await insertCommand(test.db, scenario.tester.actor, asked);
  return commandId;
}

/** Has the report closed and started again in commands that no workflow answers; answers the id of each. */
async function askReport(kind: 'close_report' | 'restart_report'): Promise<string> {
  const commandId = randomUUID();
  await insertCommand(test.db, scenario.admin.actor, { commandId, kind, targetId: scenario.cycleReportId, comment: 'Please.' });
  return commandId;
}

it('the relay rings once for each target, by its oldest command, and names the workflow that answers', async () => {
  const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
  const first = await ask(versionId);
  const second = await ask(versionId);
  const closing = await askReport('close_report');
  const waiting = async () => (await unansweredCommands(test.db, 0)).filter((one) => one.cycleReportId === scenario.cycleReportId);
  const workflowId = `cycle-report/${scenario.cycleReportId}`;
  expect(await waiting()).toMatchObject([
    {
      commandId: first,
      kind: 'submit_version',
      targetKind: 'chain',
      targetId: chain.chainId,
      versionId,
      workflowId: `${workflowId}/sample-selection`,
    },
    { commandId: closing, kind: 'close_report', targetKind: 'cycle_report', targetId: scenario.cycleReportId, versionId: null, workflowId },
  ]);
  expect(await oldestUnanswered(test.db, 'chain', chain.chainId)).toEqual({ commandId: first, kind: 'submit_version' });
  expect(await unansweredCommands(test.db, 60_000)).toEqual([]);

  await drain(chain);
  expect((await waiting()).map((one) => one.commandId)).toEqual([closing]);
  expect(await oldestUnanswered(test.db, 'chain', chain.chainId)).toBeNull();
  expect(await test.db.prisma.receipt.count({ where: { commandId: { in: [first, second] } } })).toBe(2);
});

it('a start that waits for a report is known, and no other command is taken for one', async () => {
  await askReport('close_report');
  expect(await restartWaits(test.db, scenario.cycleReportId)).toBe(false);
  await askReport('restart_report');
  expect(await restartWaits(test.db, scenario.cycleReportId)).toBe(true);
});

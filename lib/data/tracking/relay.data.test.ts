import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { propertyRuns } from '../../../test/support/property-runs';
import { waitUntil } from '../../../test/support/wait-until';
import { type ChainHandle, drain, makeChain, makeDraft, put } from '../../../test/support/world/chain';
import { makeScenario, type Scenario } from '../../../test/support/world/scenario';
import { leaveUnbound } from '../../../test/support/world/written-world';
import { insertCommand } from '../chain/command.commands';
import { refuseCommand } from '../chain/receipt.transitions';
import { inTransaction } from '../sql/connection';
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
async function ask(versionId: string, { chainId } = chain): Promise<string> {
  const commandId = randomUUID();
  const asked = { commandId, kind: 'submit_version', targetId: chainId, versionId, seenEditRevision: 0 } as const;
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

it('commands answered in any order leave exactly those waiting that have no receipt', async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4, 5]), async (order) => {
      const own = await makeChain(scenario, 'sample-selection', undefined, randomUUID());
      const { versionId } = await makeDraft(own, [put('a', { n: 1 })]);
      const asked: string[] = [];
      for (let n = 0; n < 6; n += 1) asked.push(await ask(versionId, own));
      for (const place of order) {
        await refuseCommand(test.db, asked[place] ?? '', 'not_permitted', null);
        const first = asked.find((_, at) => !order.slice(0, order.indexOf(place) + 1).includes(at));
        expect((await oldestUnanswered(test.db, 'chain', own.chainId))?.commandId).toBe(first);
      }
      const counter = await test.db.prisma.commandCounter.findFirstOrThrow({ where: { targetId: own.chainId } });
      const unanswered = [0, 1, 2, 3, 4, 5].filter((at) => !order.includes(at));
      expect(counter).toMatchObject({ lastSeq: 6, answeredSeq: unanswered[0] ?? 6 });
    }),
    propertyRuns(8),
  );
});

it('a command that is numbered while the one before it gets its receipt still waits', async () => {
  const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
  const first = await ask(versionId);
  const second = randomUUID();
  const refused = await inTransaction(test.db, async (sql) => {
    await sql.query('select from command_counter where target_id = $1 for update', [chain.chainId]);
    const refusing = refuseCommand(test.db, first, 'not_permitted', null);
    await waitUntil(
      async () => {
        const { rowCount } = await test.db.pool.query(
          `select from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())`,
        );
        expect(rowCount).toBe(1);
      },
      { timeout: 10_000, interval: 10 },
    );
    await sql.query('update command_counter set last_seq = 2 where target_id = $1', [chain.chainId]);
    await sql.query(
      `insert into command (id, target_kind, target_id, seq, kind, version_id, actor_id, actor_role, comment, payload)
       select $1, target_kind, target_id, 2, kind, version_id, actor_id, actor_role, comment, payload from command where id = $2`,
      [second, first],
    );
    await leaveUnbound(sql);
    return { refusing };
  });
  await refused.refusing;
  expect(await oldestUnanswered(test.db, 'chain', chain.chainId)).toEqual({ commandId: second, kind: 'submit_version' });
});

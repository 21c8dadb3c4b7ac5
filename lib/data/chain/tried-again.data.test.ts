import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pendingVersion } from '../../../test/support/pending-version';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { UNGATED } from '../../../test/support/world/chain';
import { makeScenario, trackedStep } from '../../../test/support/world/scenario';
import { insertCommand } from './command.commands';
import { processNextChainCommand, processNextReportCommand } from './process-command.transitions';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

it('a step of a chain that is tried again answers the command that it answered, and leaves the next one to the next step', async () => {
  const { chain } = await pendingVersion(test.db);
  const { admin, executive } = chain.scenario;
  const asked = await Promise.all(
    [admin, executive].map(async (person) => {
      const commandId = randomUUID();
      await insertCommand(test.db, person.actor, {
        commandId,
        kind: 'change_clock',
        targetId: chain.chainId,
        payload: { act: 'pause' },
        comment: 'The extract is late',
      });
      return commandId;
    }),
  );
  const step = await trackedStep(test.db);
  const tried = async (one: typeof step, again: boolean) =>
    (await processNextChainCommand(test.db, chain.chainId, { step: one, rules: UNGATED, again })).processed;
  const first = await tried(step, false);
  expect(asked).toContain(first);
  expect(await tried(step, true)).toBe(first);
  const second = await tried(await trackedStep(test.db), true);
  expect([first, second].sort()).toEqual([...asked].sort());
  expect(await tried(step, true)).toBe(first);
  expect(await tried(await trackedStep(test.db), true)).toBeNull();
});

it('a step of a report that is tried again answers what was asked for, whether or not more waits', async () => {
  const scenario = await makeScenario(test.db);
  const step = await trackedStep(test.db);
  const ask = async () => {
    const commandId = randomUUID();
    await insertCommand(test.db, scenario.admin.actor, {
      commandId,
      kind: 'restart_report',
      targetId: scenario.cycleReportId,
      comment: 'Ended by mistake',
    });
    return commandId;
  };
  const tried = async () => {
    const { processed, kind } = await processNextReportCommand(test.db, scenario.cycleReportId, { step, again: true });
    return { processed, kind };
  };
  expect(await tried()).toEqual({ processed: null, kind: null });
  const commandId = await ask();
  expect(await tried()).toEqual({ processed: commandId, kind: 'restart_report' });
  expect(await tried()).toEqual({ processed: commandId, kind: 'restart_report' });
  await ask();
  expect(await tried()).toEqual({ processed: commandId, kind: 'restart_report' });
});

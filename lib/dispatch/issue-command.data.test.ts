import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { heardLog } from '../../test/support/heard-log';
import { type TestDatabase, testDatabase } from '../../test/support/postgres';
import { makeScenario } from '../../test/support/world/scenario';
import { issueCommand } from './issue-command';
import { openTemporal, type TemporalGateway } from './temporal-gateway';

/** Where nobody listens. */
const NOWHERE = { TEMPORAL_ADDRESS: '127.0.0.1:1' };

let test: TestDatabase;
let temporal: TemporalGateway;
beforeAll(async () => {
  test = await testDatabase();
  temporal = openTemporal(NOWHERE);
});
afterAll(async () => {
  await temporal.close();
  await test.drop();
});

it('logs by its id that a command was recorded, that nobody could be rung for it, and that it was sent again', async () => {
  const { cycleReportId, executive } = await makeScenario(test.db, { started: false });
  const { log, lines } = heardLog();
  const commandId = randomUUID();
  const start = () =>
    issueCommand({ db: test.db, temporal, log }, executive, {
      commandId,
      kind: 'start_report',
      targetId: cycleReportId,
      comment: 'of Doe',
    });
  expect(await start()).toMatchObject({ commandId, rang: false });
  expect(await start()).toMatchObject({ commandId, rang: false });
  const ids = { commandId, workflowId: `cycle-report/${cycleReportId}` };
  const unheard = { ...ids, reason: expect.any(String), msg: 'a recorded command could not be rung for; the relay does' };
  expect(lines).toEqual([
    { ...ids, kind: 'start_report', seq: 1, msg: 'a command was recorded' },
    unheard,
    { ...ids, kind: 'start_report', seq: 1, msg: 'a command was sent again' },
    unheard,
  ]);
});

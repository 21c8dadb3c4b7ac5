import { expect, it } from 'vitest';
import { closeSignedReport } from '#data/chain/close-signed-report.commands';
import { processNextReportCommand } from '#data/chain/process-command.transitions';
import { storesOfThisFile } from '../../../test/support/stores';
import { decide, send } from '../../../test/support/world/chain';
import { observe, submittedReport, testedLine } from '../../../test/support/world/reported-line';
import { makeScenario, trackedStep } from '../../../test/support/world/scenario';

const stores = storesOfThisFile();

it('a signed report is closed once, however often its closing is asked for and wherever that was broken off', async () => {
  const scenario = await makeScenario(stores.db);
  const { cycleReportId, tester, executive, owner } = scenario;
  const line = await testedLine(scenario, 'Closed line');
  await observe(line, stores.storage);
  const { chain, versionId } = await submittedReport(scenario, stores.storage);
  for (const person of [tester, executive]) await decide(chain, person, versionId, 'sign');
  await closeSignedReport(stores.db, cycleReportId);
  const closings = async () => await stores.db.prisma.command.findMany({ where: { targetId: cycleReportId, kind: 'close_report' } });
  expect(await closings()).toEqual([]);
  await decide(chain, owner, versionId, 'sign');

  // Asked for twice, as by an activity whose first attempt was lost after its commit; nothing is applied yet.
  await closeSignedReport(stores.db, cycleReportId);
  await closeSignedReport(stores.db, cycleReportId);
  expect(await closings()).toMatchObject([{ actorId: null, actorRole: 'system' }]);
  const step = await trackedStep(stores.db, 'processNextReportCommand');
  expect((await processNextReportCommand(stores.db, cycleReportId, { step })).state.closed).toBe(true);
  await closeSignedReport(stores.db, cycleReportId);
  expect((await processNextReportCommand(stores.db, cycleReportId, { step })).processed).toBeNull();
  expect(await closings()).toHaveLength(1);
  await expect(send(chain, tester, 'reopen_phase', { comment: 'Once more.' })).rejects.toMatchObject({ code: 'report_closed' });
});

import { expect, it } from 'vitest';
import { storesOfThisFile } from '../../../test/support/stores';
import { makeScenario, trackedStep } from '../../../test/support/world/scenario';
import { requestPackage } from './packages.commands';
import { runsOfReport, waitingPackage, waitingPackages } from './packages.queries';

const stores = storesOfThisFile();
const MINUTE_MS = 60_000;

it('a package waits from when it is asked for, and counts as forgotten once that is a while ago', async () => {
  const { db } = stores;
  const { cycleReportId, tester } = await makeScenario(db);
  const { id } = await requestPackage(db, tester.actor, { cycleReportId }, false);
  expect(await waitingPackage(db.pool, id)).toMatchObject({ packageId: id, cycleReportId, number: 1, redacted: false });
  expect(await waitingPackages(db, MINUTE_MS)).not.toContain(id);
  expect(await waitingPackages(db, -MINUTE_MS)).toContain(id);
});

it('the runs of a report are those of its own workflow and of all below it', async () => {
  const { db } = stores;
  const [{ cycleReportId }, other] = [await makeScenario(db), await makeScenario(db)];
  const own = [`cycle-report/${cycleReportId}`, `cycle-report/${cycleReportId}/lane/Retail`];
  for (const workflowId of [...own, `cycle-report/${other.cycleReportId}`]) await trackedStep(db, 'openChain', workflowId);
  expect((await runsOfReport(db, cycleReportId)).map(({ workflowId }) => workflowId)).toEqual(own);
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlanPhase } from '#contract/plan';
import { chainKey, wholeReportChain } from '#domain/phase/chain-address';
import { type TestDatabase, testDatabase } from '../../test/support/postgres';
import { OWNER_REVIEW } from '../../test/support/world/chain';
import { makeScenario, trackedStep } from '../../test/support/world/scenario';
import { runInStep } from '../interceptors/current-step';
import { openChainWith } from './open-chain';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

it('opens the instance that it is asked for, each as a chain and as a step of the story of its own', async () => {
  const { cycleReportId } = await makeScenario(test.db);
  const openChain = openChainWith({ db: test.db } as Parameters<typeof openChainWith>[0]);
  const node: PlanPhase = { kind: 'phase', phase: 'request-info', policy: OWNER_REVIEW, allowanceBusinessHours: 8, opensAfter: [] };
  const step = await trackedStep(test.db, 'openChain');
  const open = (instance: string) => runInStep(step, () => openChain({ cycleReportId, node, position: 6, instance }));

  const opened = [await open(''), await open('Retail'), await open('Cards')];
  const wanted = ['', 'Retail', 'Cards'].map((instance) => chainKey({ ...wholeReportChain(cycleReportId, 'request-info'), instance }));
  expect(opened.map(chainKey)).toEqual(wanted);
  expect((await open('Retail')).chainId).toBe(opened[1]?.chainId);
  expect(new Set(opened.map((state) => state.chainId)).size).toBe(3);

  const steps = await test.db.prisma.workflowStep.findMany({ where: { executionId: step.executionId, kind: 'phase' } });
  expect(steps.map((each) => [each.stepKey, each.name]).sort()).toEqual([
    ['request-info', 'Request Info'],
    ['request-info/Cards', 'Request Info (Cards)'],
    ['request-info/Retail', 'Request Info (Retail)'],
  ]);
  const { rows } = await test.db.pool.query<{ id: string }>(
    'select workflow_id as id from chain where cycle_report_id = $1 order by instance',
    [cycleReportId],
  );
  expect(rows.map((row) => row.id)).toEqual(['', '/Cards', '/Retail'].map((rest) => `cycle-report/${cycleReportId}/request-info${rest}`));
});

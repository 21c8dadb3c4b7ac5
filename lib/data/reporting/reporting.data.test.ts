import { beforeAll, expect, it } from 'vitest';
import { listRequests } from '#domain/phases/request-info/list-requests';
import { storesOfThisFile } from '../../../test/support/stores';
import type { ObservedLine } from '../../../test/support/world/observed-line';
import { finalReport, observe, testedLine } from '../../../test/support/world/reported-line';
import { makeScenario, type Scenario, trackedStep } from '../../../test/support/world/scenario';
import { openChain } from '../chain/chain.transitions';
import { listChain } from '../chain/list-chain.transitions';
import { approvedPlaces } from './approved-places.queries';
import { acceptedInputs } from './report-history.queries';
import { readReportSources } from './report-sources.queries';
import { readReportStanding } from './report-standing.queries';

const stores = storesOfThisFile();

let scenario: Scenario;
let line: ObservedLine;
beforeAll(async () => {
  scenario = await makeScenario(stores.db);
  line = await testedLine(scenario, 'Reported line');
  await observe(line, stores.storage);
});

/** Asks the line's data owner for one case, whose evidence cannot be had. */
async function askForOne(): Promise<void> {
  const { db, cycleReportId } = scenario;
  const tests = await db.prisma.chain.findFirstOrThrow({ where: { cycleReportId, phase: 'test-execution' } });
  const sample = await db.prisma.version.findFirstOrThrow({
    where: { status: 'approved', chain: { cycleReportId, phase: 'sample-selection' } },
  });
  const step = await trackedStep(db, 'listInstance');
  const policy = { mode: 'recorded', requiredCount: 1, roles: [] } as const;
  const planPhase = { kind: 'phase', phase: 'request-info', policy, allowanceBusinessHours: 24, opensAfter: [] } as const;
  const { instance, laneId } = tests;
  if (laneId === null) throw new Error('the tests are in no lane');
  const { chainId } = await openChain(db, { cycleReportId, planPhase, position: 6, instance, laneId, step });
  const about = { attribute: 'INCOME', attributeName: 'Income', description: '', type: null, format: '', source: 'Servicing' };
  const cases = new Map([['INCOME/L-1', { ...about, record: 'L-1', keys: { LOAN_ID: 'L-1' }, reported: '1' }]]);
  const asked = { owned: () => true, elsewhere: new Set<string>(), dueOn: '2026-12-11' };
  await listChain(db, { chainId, inputs: [sample.id], derive: (before) => listRequests(before, cases, asked), step });
}

it('a report is made from what was asked of each owner and what their tests came to, and stands as it would be made now', async () => {
  await askForOne();
  const { sources } = await readReportSources(stores.db.pool, scenario.cycleReportId);
  expect(sources.lines.map(({ lob, requests }) => [lob, requests.map(({ cases }) => cases)])).toEqual([
    [line.key, [[{ attribute: 'INCOME', attributeName: 'Income', unobtainable: '' }]]],
  ]);
  const standing = await readReportStanding(stores.db.pool, await finalReport(scenario));
  expect(standing.figures.get('01-executive-summary')?.find(({ code }) => code === 'cases.tested')?.value).toBe('2');
  expect(standing.openObservations).toEqual([]);
});

it('an input that was accepted as it is comes with its reason, under the version that rests on it', async () => {
  const places = await approvedPlaces(stores.db.pool, scenario.cycleReportId);
  const [upstream, version] = places;
  if (upstream === undefined || version === undefined) throw new Error('too little is approved');
  expect(await acceptedInputs(stores.db.pool, places)).toEqual([]);
  await stores.db.prisma.staleAcceptance.create({
    data: {
      ...{ versionId: version.versionId, upstreamId: upstream.versionId, userId: scenario.tester.userId },
      ...{ contentHash: Buffer.alloc(32), reason: 'It changes nothing here.' },
    },
  });
  const { phase, instance } = upstream.cite;
  expect(await acceptedInputs(stores.db.pool, places)).toEqual([
    { cite: version.cite, input: { phase, instance }, reason: 'It changes nothing here.' },
  ]);
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { send } from '../../../test/support/world/chain';
import { ownersChain, type RequestsChain, requestsChain, testsChain } from '../../../test/support/world/lane';
import { makeScenario, type Scenario } from '../../../test/support/world/scenario';
import { World } from '../../../test/support/world/world';
import { keepEvidence } from '../evidence/evidence.commands';
import { suppliedFile } from '../evidence/evidence.queries';
import { followedVersion, standingVerdicts } from './followed.queries';
import { laneState } from './lane-state.queries';

let test: TestDatabase;
let scenario: Scenario;
let requests: RequestsChain;
let laneId: string;
beforeAll(async () => {
  test = await testDatabase();
  scenario = await makeScenario(test.db);
  const world = new World(test.db);
  const lob = await test.db.prisma.lob.create({ data: { name: 'Retail' } });
  const executive = await world.person('Dana Data', { role: 'data_executive', lobId: lob.id });
  const owner = await world.person('Olaf Owner', 'data_owner');
  const owners = await ownersChain(scenario, 'Retail', ['A']);
  requests = await requestsChain(owners, { executive, owner, reported: { A: { 'L-1': '1', 'L-2': '2' } } });
  ({ laneId = '' } = (await test.db.prisma.chain.findUniqueOrThrow({ where: { id: requests.chainId } })) as { laneId?: string });
});
afterAll(() => test.drop());

/** The tester says that one cannot be had, and a Test Executive agrees. */
async function agreed(itemKey: string): Promise<void> {
  const newest = async () =>
    await test.db.prisma.versionItem.findFirstOrThrow({ where: { chainId: requests.chainId, itemKey }, orderBy: { number: 'desc' } });
  const seenHash = Buffer.from((await newest()).hash ?? []).toString('hex');
  const changes = [{ itemKey, seenHash, fields: { unobtainable: 'It was lost.' } }];
  expect(await send(requests, scenario.tester, 'record_changes', { changes })).toMatchObject({ outcome: 'applied' });
  const { judged } = (await newest()).data as { judged: string };
  const verdicts = [{ itemKey, verdict: 'accepted' as const, seenHash: judged }];
  expect(await send(requests, scenario.executive, 'decide_items', { verdicts })).toMatchObject({ outcome: 'applied' });
}

const versions = (chainId: string) => test.db.prisma.version.count({ where: { chainId } });

it('what follows is due whenever what it follows has another version or another verdict, and is complete only when it is not', async () => {
  expect(await laneState(test.db, laneId)).toMatchObject({ opened: ['request-info'], begun: [], listingDue: [] });
  await agreed('A/L-1');
  expect(await laneState(test.db, laneId)).toMatchObject({ begun: ['request-info'] });

  const tests = await testsChain(requests);
  const followed = await followedVersion(test.db, tests.chainId, 'request-info');
  expect(followed).toMatchObject({ chainId: requests.chainId, number: 2, decidedTo: expect.stringMatching(/^[1-9]\d*$/) });
  expect(await standingVerdicts(test.db, followed)).toEqual(
    new Map([
      ['A/L-1', 'accepted'],
      ['A/L-2', 'none'],
    ]),
  );
  const opened = ['request-info', 'test-execution'];
  expect(await laneState(test.db, laneId)).toMatchObject({ opened, listingDue: [], complete: [] });

  await agreed('A/L-2');
  expect(await laneState(test.db, laneId)).toMatchObject({ listingDue: ['test-execution'], complete: ['request-info'] });
  // A listing that knew fewer verdicts is overtaken by one that knew more, and writes nothing.
  await testsChain(requests);
  expect(await versions(tests.chainId)).toBe(2);
  await testsChain(requests, { decidedTo: followed.decidedTo });
  expect(await versions(tests.chainId)).toBe(2);
  expect(await laneState(test.db, laneId)).toMatchObject({ listingDue: [] });
});

it('a lane is complete when every phase of the plan is, those that have not opened too', async () => {
  const { parentId } = await test.db.prisma.lane.findUniqueOrThrow({ where: { id: laneId } });
  const inside = async (...phases: ('request-info' | 'test-execution' | 'observation-management')[]) =>
    (await laneState(test.db, parentId ?? '', phases)).inside;
  expect(await inside('request-info')).toEqual({ lanes: 1, complete: 0 });
  const tests = await test.db.prisma.chain.findFirstOrThrow({ where: { laneId, phase: 'test-execution' } });
  await test.db.prisma.chainFigures.update({ where: { chainId: tests.id }, data: { complete: true } });
  expect(await inside('request-info', 'test-execution')).toEqual({ lanes: 1, complete: 1 });
  expect(await inside('request-info', 'observation-management')).toEqual({ lanes: 1, complete: 0 });
});

it('what was supplied in a chain is found from the one that follows it, and from no other', async () => {
  const sha256 = 'b'.repeat(64);
  const place = { chainId: requests.chainId, cycleReportId: scenario.cycleReportId, versionId: requests.versionId };
  const file = { sha256, kind: 'txt', size: 3, mediaType: 'text/plain', fileName: 'b.txt' } as const;
  await keepEvidence(test.db, { id: scenario.tester.userId, role: 'data_owner' }, place, file);
  const chains = await test.db.prisma.chain.findMany({ where: { cycleReportId: scenario.cycleReportId } });
  for (const { id, phase } of chains) {
    const found = suppliedFile(test.db.pool, id, sha256);
    if (phase === 'request-info' || phase === 'test-execution') expect(await found).toMatchObject({ fileName: 'b.txt' });
    else await expect(found).rejects.toMatchObject({ code: 'not_found' });
  }
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personToken } from '#domain/people/person-token';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { send } from '../../../test/support/world/chain';
import { type LaneChain, ownersChain, type RequestsChain, requestsChain } from '../../../test/support/world/lane';
import { makeScenario, type Scenario, trackedStep } from '../../../test/support/world/scenario';
import { type Person, World } from '../../../test/support/world/world';
import { keepEvidence } from '../evidence/evidence.commands';
import { requireEvidence } from '../evidence/evidence.queries';
import { listOwnerLanes } from './list-owner-lanes.transitions';
import { heldElsewhere, ownerLane } from './owner-lane.queries';
import { livingOwnersLanes } from './owners-lanes.queries';

let test: TestDatabase;
let scenario: Scenario;
let owners: LaneChain;
let executive: Person;
let olaf: Person;
let tina: Person;
let olafs: RequestsChain;
let tinas: RequestsChain;
beforeAll(async () => {
  test = await testDatabase();
  scenario = await makeScenario(test.db);
  const world = new World(test.db);
  const lob = await test.db.prisma.lob.create({ data: { name: 'Retail' } });
  executive = await world.person('Dana Data', { role: 'data_executive', lobId: lob.id });
  olaf = await world.person('Olaf Owner', 'data_owner');
  tina = await world.person('Tina Two', 'data_owner');
  owners = await ownersChain(scenario, 'Retail', ['A', 'B']);
  olafs = await requestsChain(owners, { executive, owner: olaf, reported: { A: { 'L-1': '1', 'L-2': '2' } } });
  tinas = await requestsChain(owners, { executive, owner: tina, reported: { B: { 'L-1': '3' } } });
});
afterAll(() => test.drop());

async function newest(chainId: string, itemKey: string) {
  const item = await test.db.prisma.versionItem.findFirstOrThrow({ where: { chainId, itemKey }, orderBy: { number: 'desc' } });
  const { judged = '' } = (item.data ?? {}) as { judged?: string };
  return { op: item.op, seenHash: Buffer.from(item.hash ?? []).toString('hex'), judged };
}

describe('the lanes of data owners', () => {
  it('stand inside their line’s, one for each, by number and by the row’s own word of whose it is', async () => {
    expect(await livingOwnersLanes(test.db, scenario.cycleReportId)).toEqual([
      { key: 'Retail/1', parentKey: 'Retail', ownerId: olaf.userId },
      { key: 'Retail/2', parentKey: 'Retail', ownerId: tina.userId },
    ]);
    const lane = await ownerLane(test.db, olafs.chainId);
    expect(lane).toMatchObject({ ownerId: olaf.userId, lobName: 'Retail', sampleVersionId: owners.listedFrom });
    expect([...(await heldElsewhere(test.db, olafs.chainId, lane))]).toEqual(['B/L-1']);
  });

  it('keep a file for the chain that it was supplied in', async () => {
    const place = { chainId: olafs.chainId, cycleReportId: scenario.cycleReportId, versionId: olafs.versionId };
    const file = { sha256: 'a'.repeat(64), kind: 'txt', size: 3, mediaType: 'text/plain', fileName: 'a.txt' } as const;
    const { evidenceId } = await keepEvidence(test.db, { id: olaf.userId, role: 'data_owner' }, place, file);
    expect(await requireEvidence(test.db.pool, olafs.chainId, evidenceId)).toMatchObject({ fileName: 'a.txt', size: 3 });
    await expect(requireEvidence(test.db.pool, tinas.chainId, evidenceId)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('take a verdict of nobody on what they last brought about, in whatever role', async () => {
    const { seenHash } = await newest(olafs.chainId, 'A/L-2');
    const changes = [{ itemKey: 'A/L-2', seenHash, fields: { unobtainable: 'It was lost.' } }];
    expect(await send(olafs, scenario.tester, 'record_changes', { changes })).toMatchObject({ outcome: 'applied' });
    const { judged } = await newest(olafs.chainId, 'A/L-2');
    const verdicts = [{ itemKey: 'A/L-2', verdict: 'accepted' as const, seenHash: judged }];
    await test.db.prisma.roleAssignment.create({ data: { userId: scenario.tester.userId, role: 'test_executive' } });
    const inOtherRole = { ...scenario.tester, actor: { id: scenario.tester.userId, role: 'test_executive' as const } };
    expect(await send(olafs, inOtherRole, 'decide_items', { verdicts })).toMatchObject({ code: 'author_cannot_decide' });
    expect(await send(olafs, scenario.executive, 'decide_items', { verdicts })).toMatchObject({ outcome: 'applied' });
  });

  it('lose what passes to somebody else, but for what was accepted', async () => {
    const { seenHash } = await newest(owners.chainId, 'A');
    const fields = { owner: personToken(tina.userId), ownerReason: 'Took it over.' };
    const changes = [{ itemKey: 'A', seenHash, fields }];
    expect(await send(owners, executive, 'record_changes', { changes })).toMatchObject({ outcome: 'applied' });
    const step = await trackedStep(test.db, 'listOwnerLanes');
    const listed = await listOwnerLanes(test.db, { laneId: owners.laneId, members: 'data-owner-id', step });
    expect(listed.lanes.map(({ key }) => key)).toEqual(['Retail/1', 'Retail/2']);
    expect([(await newest(olafs.chainId, 'A/L-1')).op, (await newest(olafs.chainId, 'A/L-2')).op]).toEqual(['remove', 'put']);
    const before = await test.db.prisma.version.count();
    expect(await listOwnerLanes(test.db, { laneId: owners.laneId, members: 'data-owner-id', step })).toEqual(listed);
    expect(await test.db.prisma.version.count()).toBe(before);
  });
});

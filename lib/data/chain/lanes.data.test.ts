import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { personToken } from '#domain/people/person-token';
import { assignmentSchema } from '#domain/phases/data-owner-id/assignment-item';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { send } from '../../../test/support/world/chain';
import { type LaneChain, ownersChain } from '../../../test/support/world/lane';
import { makeScenario, type Scenario } from '../../../test/support/world/scenario';
import { type Person, World } from '../../../test/support/world/world';
import { saveLob } from '../administration/lobs.commands';
import { readInbox } from '../desk/inbox.queries';
import { expectedProcesses } from '../tracking/reconcile-scope.transitions';
import { repairFigures, wrongFigures } from './reconcile-figures.transitions';

let test: TestDatabase;
let scenario: Scenario;
let lane: LaneChain;
let lob: { id: string; name: string };
let executive: Person;
let owner: Person;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
  scenario = await makeScenario(test.db);
  const name = `Line ${scenario.cycleReportId.slice(0, 8)}`;
  lob = { name, ...(await test.db.prisma.lob.create({ data: { name }, select: { id: true } })) };
  const world = new World(test.db);
  executive = await world.person('Dana Data', { role: 'data_executive', lobId: lob.id });
  owner = await world.person('Olaf Owner', 'data_owner');
  lane = await ownersChain(scenario, name, ['A', 'B']);
});

async function items(): Promise<Map<string, { hash: string; judged: string }>> {
  const rows = await test.db.prisma.versionItem.findMany({ where: { chainId: lane.chainId }, orderBy: { number: 'asc' } });
  return new Map(
    rows.map(({ itemKey, hash, data }) => [
      itemKey,
      { hash: Buffer.from(hash ?? []).toString('hex'), judged: assignmentSchema.parse(data).judged },
    ]),
  );
}

async function assign(to: Person, ...keys: readonly string[]) {
  const seen = await items();
  const changes = keys.map((itemKey) => ({
    itemKey,
    seenHash: seen.get(itemKey)?.hash ?? '',
    fields: { owner: personToken(to.userId), ownerReason: 'So it is.' },
  }));
  return await send(lane, executive, 'record_changes', { changes });
}

const inbox = async (person: Person) =>
  (await readInbox(test.db, person, { tab: 'waiting' })).rows.map(({ task, itemCount }) => [task, itemCount]);

describe('a lane', () => {
  it('waits in the inbox of its executive, then of whom it names, and of nobody else', async () => {
    const other = await new World(test.db).person('Cleo Other', { role: 'data_executive', lobId: null }, 'data_owner');
    expect(await inbox(executive)).toEqual([['Assign data owners', 2]]);
    await assign(owner, 'A');
    expect([await inbox(executive), await inbox(owner), await inbox(other)]).toEqual([
      [['Assign data owners', 1]],
      [['Acknowledge', 1]],
      [],
    ]);
  });

  it('takes as owners those who hold the role and have no part in the report', async () => {
    expect(await assign(scenario.owner, 'A')).toMatchObject({ code: 'invalid_input' });
    await test.db.prisma.roleAssignment.create({ data: { userId: scenario.owner.userId, role: 'data_owner' } });
    expect(await assign(scenario.owner, 'A')).toMatchObject({ code: 'owner_not_independent' });
    expect(
      await send(lane, executive, 'record_changes', {
        changes: [{ itemKey: 'A', seenHash: (await items()).get('A')?.hash ?? '', fields: { name: 'Mine' } }],
      }),
    ).toMatchObject({ code: 'not_permitted' });
  });

  it('records all of a change or none of it, where somebody changed one of its items meanwhile', async () => {
    const before = await items();
    await assign(owner, 'A');
    const changes = ['A', 'B'].map((itemKey) => ({
      itemKey,
      seenHash: before.get(itemKey)?.hash ?? '',
      fields: { owner: personToken(owner.userId) },
    }));
    expect(await send(lane, executive, 'record_changes', { changes })).toMatchObject({ code: 'stale_items', detail: 'A changed.' });
    expect(await test.db.prisma.version.count({ where: { chainId: lane.chainId } })).toBe(2);
    expect(await assign(owner, 'A')).toMatchObject({ detail: 'It stands so already; nothing was changed.' });
  });

  it('gives the verdicts whose items stand as they were seen, and says how many did not', async () => {
    await assign(owner, 'A', 'B');
    const seen = await items();
    expect(await assign(await new World(test.db).person('Tina Two', 'data_owner'), 'B')).toMatchObject({ outcome: 'applied' });
    const verdicts = ['A', 'B'].map((itemKey) => ({
      itemKey,
      verdict: 'acknowledged' as const,
      seenHash: seen.get(itemKey)?.judged ?? '',
    }));
    expect(await send(lane, owner, 'decide_items', { verdicts })).toMatchObject({
      outcome: 'applied',
      detail: '1 acknowledged, 1 had changed and was left out.',
    });
    expect(await test.db.prisma.itemDecision.findMany({ where: { chainId: lane.chainId }, select: { itemKey: true } })).toEqual([
      { itemKey: 'A' },
    ]);
    expect(await send(lane, owner, 'decide_items', { verdicts: verdicts.slice(1) })).toMatchObject({ code: 'stale_items' });
    const foreign = [{ itemKey: 'A', verdict: 'accepted' as const, seenHash: seen.get('A')?.judged ?? '' }];
    expect(await send(lane, owner, 'decide_items', { verdicts: foreign })).toMatchObject({ code: 'not_permitted' });
  });

  it('keeps the name of its line of business while its report is open', async () => {
    const renamed = { id: lob.id, name: `${lob.name} renamed`, active: true };
    await expect(saveLob(test.db, scenario.admin.actor, renamed)).rejects.toMatchObject({ code: 'lob_in_use' });
    await saveLob(test.db, scenario.admin.actor, { ...renamed, name: lob.name, active: false });
  });

  it('is one of the processes that ought to run, and its figures are computed again', async () => {
    const workflowId = `cycle-report/${scenario.cycleReportId}/lane/${lob.name}`;
    expect((await expectedProcesses(test.db)).map((one) => one.workflowId)).toContain(workflowId);
    expect((await wrongFigures(test.db)).map(({ chainId }) => chainId)).not.toContain(lane.chainId);
    await test.db.pool.query('update chain_task set count = 7 where chain_id = $1', [lane.chainId]);
    await test.db.pool.query('insert into chain_person (chain_id, user_id) values ($1, $2)', [lane.chainId, owner.userId]);
    expect((await wrongFigures(test.db)).map(({ chainId }) => chainId)).toContain(lane.chainId);
    await repairFigures(test.db, lane.chainId);
    expect((await wrongFigures(test.db)).map(({ chainId }) => chainId)).not.toContain(lane.chainId);
  });
});

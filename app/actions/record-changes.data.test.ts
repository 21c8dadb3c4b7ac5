import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { unansweredAssignments } from '#data/lanes/unanswered-assignments.queries';
import { type TestDatabase, testDatabase } from '../../test/support/postgres';
import { as, serveActions } from '../../test/support/server-actions';
import { temporaryDirectory, timeSkippingServer } from '../../test/support/temporal';
import { drain, send } from '../../test/support/world/chain';
import { type LaneChain, ownersChain, type RequestsChain, requestsChain } from '../../test/support/world/lane';
import { makeScenario, type Scenario } from '../../test/support/world/scenario';
import { type Person, World } from '../../test/support/world/world';
import { recordChanges } from './record-changes';

vi.mock('server-only', () => ({}));

let database: TestDatabase;
let temporal: TestWorkflowEnvironment;
let files: Awaited<ReturnType<typeof temporaryDirectory>>;
let scenario: Scenario;
let owner: Person;
let owners: LaneChain;
let asked: RequestsChain;

beforeAll(async () => {
  [database, temporal, files] = await Promise.all([testDatabase(), timeSkippingServer(), temporaryDirectory()]);
  serveActions(database.db, temporal, files.path);
});
beforeEach(async () => {
  scenario = await makeScenario(database.db);
  const world = new World(database.db);
  const lob = await database.db.prisma.lob.create({ data: { name: `Line ${randomUUID().slice(0, 8)}` } });
  const executive = await world.person('Dana Data', { role: 'data_executive', lobId: lob.id });
  owner = await world.person('Olaf Owner', 'data_owner');
  owners = await ownersChain(scenario, lob.name, ['A', 'B']);
  asked = await requestsChain(owners, { executive, owner, reported: { A: { 'L-1': '4.25' }, B: { 'L-1': '1' } } });
});
afterAll(async () => {
  await temporal?.teardown();
  await database?.drop();
  await files?.remove();
});

const CLAIM = { evidenceId: randomUUID(), sort: 'document', asOf: '2026-09-30', extraction: null, stated: null, note: '' };

async function record(commandId: string, keys: readonly string[], fields: Parameters<typeof recordChanges>[0]['alike']) {
  const changes = keys.map((itemKey) => ({ itemKey, seenHash: '0'.repeat(64) }));
  const result = await as(owner, () => recordChanges({ commandId, versionId: asked.versionId, changes, alike: fields }));
  expect(result).toMatchObject({ ok: true });
}

/** What the owner was asked to acknowledge and said, by attribute. */
async function answers(): Promise<[string, string][]> {
  await drain(owners);
  const rows = await database.db.prisma.itemDecision.findMany({ where: { chainId: owners.chainId }, orderBy: { id: 'asc' } });
  return rows.map(({ itemKey, verdict }) => [itemKey, verdict]);
}

const unanswered = async (person: Person, caseKeys = ['A/L-1', 'B/L-1']) =>
  (await unansweredAssignments(database.db.pool, { chainId: asked.chainId, userId: person.userId, caseKeys })).map(({ code }) => code);

describe('evidence that is recorded', () => {
  it('acknowledges the attribute that it is evidence of, once, however often it is sent', async () => {
    expect(await unanswered(owner)).toEqual(['A', 'B']);
    const commandId = randomUUID();
    await record(commandId, ['A/L-1'], { evidence: CLAIM });
    await record(commandId, ['A/L-1'], { evidence: CLAIM });
    expect(await answers()).toEqual([['A', 'acknowledged']]);
    expect(await unanswered(owner)).toEqual(['B']);
    expect(await database.db.prisma.command.count({ where: { targetId: owners.chainId, kind: 'decide_items' } })).toBe(1);
  });

  it('leaves what was declined', async () => {
    const { data } = await database.db.prisma.versionItem.findFirstOrThrow({
      where: { chainId: owners.chainId, itemKey: 'A' },
      orderBy: { number: 'desc' },
    });
    const verdicts = [{ itemKey: 'A', verdict: 'declined' as const, reason: 'Sold.', seenHash: (data as { judged: string }).judged }];
    expect(await send(owners, owner, 'decide_items', { verdicts })).toMatchObject({ outcome: 'applied' });
    await record(randomUUID(), ['A/L-1'], { evidence: CLAIM });
    expect(await answers()).toEqual([['A', 'declined']]);
  });

  it('is what acknowledges: saying that it cannot be had does not', async () => {
    await record(randomUUID(), ['A/L-1', 'B/L-1'], { unobtainable: 'Burnt.' });
    expect(await answers()).toEqual([]);
  });

  it('is nobody else’s to acknowledge by', async () => {
    const colleague = await new World(database.db).person('Tina Two', 'data_owner');
    expect(await unanswered(colleague)).toEqual([]);
    expect(await unansweredAssignments(database.db.pool, { chainId: owners.chainId, userId: owner.userId, caseKeys: ['A'] })).toEqual([]);
  });
});

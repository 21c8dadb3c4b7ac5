import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPlan } from '#contract/default-plan';
import { planFanOuts } from '#contract/plan';
import type { LaneView } from '#contract/views/work-views';
import { openChain } from '#data/chain/chain.transitions';
import { listChain } from '#data/chain/list-chain.transitions';
import { listLanes } from '#data/lanes/list-lanes.transitions';
import type { ItemFilter } from '#domain/item/item-filter';
import { personToken } from '#domain/people/person-token';
import { STANDING_FIELD } from '#domain/phase/recorded';
import { listAssignments } from '#domain/phases/data-owner-id/list-assignments';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { approvedDraft, type ChainHandle, makeChain, put, SELF, send } from '../../../test/support/world/chain';
import { makeScenario, type Scenario, trackedStep } from '../../../test/support/world/scenario';
import { type Person, World } from '../../../test/support/world/world';
import { readItem } from '../version/item-detail.queries';
import { readItems } from '../version/items.queries';
import { readNameablePeople } from '../version/nameable-people.queries';
import { findVersionId, readVersion } from '../version/version.queries';
import { readReport } from './report.queries';

const SUGGESTED = { suggestedOwner: null, suggestedBecause: '' };
const TESTED = ['RATE', 'INCOME', 'TERM'].map((code, at) => ({ code, position: at + 1, name: `Name of ${code}`, sources: [] }));

let database: TestDatabase;
let scenario: Scenario;
let dana: Person;
let cleo: Person;
let olaf: Person;
let tina: Person;
let sample: ChainHandle;
let sampleId: string;
const chains = new Map<string, ChainHandle>();

/** Approves the next sample, with one record of each line, and has the report's lanes listed from it. */
async function listFrom(lobs: readonly string[]): Promise<void> {
  if (sampleId !== '') await send(sample, scenario.tester, 'reopen_phase', { comment: 'Once more' });
  const records = lobs.map((lob) => put(`L-${lob}`, { lob, decision: 'include', values: {} }));
  sampleId = (await approvedDraft(sample, records, { base: 'empty' })).versionId;
  const { cycleReportId, db } = scenario;
  const { lanes } = await listLanes(db, { cycleReportId, members: 'sample-selection', step: await trackedStep(db) });
  const planPhase = planFanOuts(defaultPlan({}))[0]?.nodes.find((node) => node.kind === 'phase');
  if (planPhase === undefined) throw new Error('no phase runs in lanes');
  for (const { laneId, key } of lanes) {
    const { chainId } = await openChain(db, { cycleReportId, planPhase, position: 5, instance: key, laneId, step: await trackedStep(db) });
    const derive = (before: Parameters<typeof listAssignments>[0]) => listAssignments(before, TESTED, new Map([['TERM', SUGGESTED]]));
    if (lobs.includes(key)) await listChain(db, { chainId, inputs: [sampleId], derive, step: await trackedStep(db) });
    chains.set(key, { scenario, chainId });
  }
}

const inForce = (reader: Person, lob: string) =>
  findVersionId(database.db, reader, { cycleReportId: scenario.cycleReportId, phase: 'data-owner-id', instance: lob });

async function seen(reader: Person, lob: string, filter?: ItemFilter) {
  const versionId = await inForce(reader, lob);
  return (await readItems(database.db, reader, { versionId, filter, sort: 'position' })).rows;
}

async function ask(by: Person, lob: string, kind: 'record_changes' | 'decide_items', words: Record<string, [string, string?]>) {
  const chain = chains.get(lob);
  if (chain === undefined) throw new Error(`no lane ${lob}`);
  const versionId = await inForce(by, lob);
  const rows = (await seen(by, lob)).filter(({ key }) => key in words);
  const told = rows.map((row) => ({ row, words: words[row.key] ?? ['', ''] }));
  const changes = told.map(({ row, words: [owner = '', reason = ''] }) => ({
    itemKey: row.key,
    seenHash: row.hash,
    fields: { owner, ...(reason === '' ? {} : { ownerReason: reason }) },
  }));
  const verdicts = told.map(({ row, words: [verdict, reason = ''] }) => ({
    itemKey: row.key,
    verdict: verdict as 'declined',
    reason,
    seenHash: String(row.data.judged),
  }));
  const answer = await send(chain, by, kind, kind === 'record_changes' ? { versionId, changes } : { versionId, verdicts });
  expect(answer.outcome, answer.detail).toBe('applied');
}

const board = async (reader: Person) => await readReport(database.db, reader, { cycleReportId: scenario.cycleReportId });
const words = ({ name, state, tiles }: LaneView) => [name, state, tiles[0]?.done, tiles[0]?.turn, tiles[0]?.blocker];

beforeAll(async () => {
  database = await testDatabase();
  scenario = await makeScenario(database.db);
  const world = new World(database.db);
  const lobs = await Promise.all(['Retail', 'Commercial', 'Wealth'].map((name) => database.db.prisma.lob.create({ data: { name } })));
  dana = await world.person('Dana Retail', { role: 'data_executive', lobId: lobs[0]?.id ?? null });
  cleo = await world.person('Cleo Commercial', { role: 'data_executive', lobId: lobs[1]?.id ?? null });
  olaf = await world.person('Olaf One', 'data_owner');
  tina = await world.person('Tina Two', 'data_owner');
  // Holds the role, and tests the report.
  await database.db.prisma.roleAssignment.create({ data: { userId: scenario.tester.userId, role: 'data_owner' } });
  sample = await makeChain(scenario, 'sample-selection', SELF);
  sampleId = '';
  await listFrom(['Retail', 'Commercial', 'Wealth']);
});

afterAll(() => database.drop());

describe('lanes of a report', () => {
  it('tell what waits for whom, and that nobody holds the role it waits for', async () => {
    const { lanes, tiles, whole } = await board(scenario.tester);
    expect(whole).toBe(true);
    expect(lanes.map(words)).toEqual([
      ['Commercial', 'in_progress', { count: 0, of: 3 }, 'Cleo Commercial', '3 attributes to assign'],
      ['Retail', 'in_progress', { count: 0, of: 3 }, 'Dana Retail', '3 attributes to assign'],
      [
        'Wealth',
        'in_progress',
        { count: 0, of: 3 },
        'Data Executive',
        '3 attributes to assign, and nobody holds Data Executive for Wealth',
      ],
    ]);
    expect(tiles.filter(({ phase }) => phase === 'data-owner-id').map(({ lane, state }) => [lane, state])).toEqual(
      ['Commercial', 'Retail', 'Wealth'].map((lane) => [lane, 'in_progress']),
    );
  });

  it('say of a phase inside lanes that it opens with its lane', async () => {
    const other = await makeScenario(database.db);
    const { tiles, lanes } = await readReport(database.db, other.tester, { cycleReportId: other.cycleReportId });
    expect(lanes).toEqual([]);
    expect(tiles.find(({ phase }) => phase === 'data-owner-id')).toMatchObject({
      state: 'not_started',
      blocker: 'Opens with its lane, when Sample Selection is approved.',
    });
  });

  it('are all that a data executive sees of the report, and only theirs', async () => {
    const { whole, lanes, tiles, timeline } = await board(dana);
    expect([whole, lanes.map(({ name }) => name), tiles.map(({ label }) => label)]).toEqual([
      false,
      ['Retail'],
      ['Data Owner ID (Retail)'],
    ]);
    expect(new Set(timeline.map(({ instance }) => instance))).toEqual(new Set(['Retail']));
    await expect(inForce(dana, 'Commercial')).rejects.toMatchObject({ code: 'not_found' });
    await expect(board(olaf)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a recorded version', () => {
  it('lets the executive of its line record, and name those who may be named', async () => {
    const versionId = await inForce(dana, 'Retail');
    const { actions, recorded, upstream, versions } = await readVersion(database.db, dana, { versionId });
    expect([actions.record, actions.judge.allowed]).toEqual([{ allowed: true, why: null }, false]);
    expect(Object.entries(actions).filter(([, { allowed }]) => allowed)).toEqual([['record', { allowed: true, why: null }]]);
    expect(recorded).toMatchObject({ lane: { name: 'Retail', retired: null }, total: 3, open: 3, own: null });
    expect(upstream).toEqual([]);
    expect(versions.map(({ reason, by }) => [reason, by])).toEqual([['First listing', 'Countersign']]);
    const { people } = await readNameablePeople(database.db, dana, { versionId });
    expect(people.map(({ name }) => name)).toEqual(['Olaf One', 'Tina Two']);
    await expect(readNameablePeople(database.db, cleo, { versionId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(readNameablePeople(database.db, scenario.tester, { versionId })).rejects.toMatchObject({ code: 'not_permitted' });
  });

  it('shows the verdict that stands on what was judged, filters by it, and is not accepted by being approved', async () => {
    await ask(dana, 'Retail', 'record_changes', {
      RATE: [personToken(olaf.userId)],
      INCOME: [personToken(tina.userId)],
      TERM: [personToken(olaf.userId)],
    });
    expect((await seen(dana, 'Retail')).map(({ verdict }) => verdict)).toEqual([null, null, null]);
    expect((await board(olaf)).lanes.map(words)).toEqual([
      ['Retail', 'waiting', { count: 0, of: 3 }, 'Olaf One and Tina Two', '2 attributes wait for Olaf One; 1 waits for Tina Two'],
    ]);
    const { actions, recorded } = await readVersion(database.db, olaf, { versionId: await inForce(olaf, 'Retail') });
    expect([actions.record.allowed, actions.judge.allowed]).toEqual([false, true]);
    expect((await seen(olaf, 'Retail', recorded?.own ?? { all: [] })).map(({ key }) => key)).toEqual(['RATE', 'TERM']);

    await ask(olaf, 'Retail', 'decide_items', { RATE: ['acknowledged'] });
    await ask(tina, 'Retail', 'decide_items', { INCOME: ['declined', 'Sold the portfolio.'] });
    const standing = (values: string[]): ItemFilter => ({ all: [{ field: STANDING_FIELD, operator: 'in', values }] });
    expect(
      (await seen(dana, 'Retail', standing(['declined']))).map(({ key, verdict }) => [key, verdict?.reason, verdict?.by.name]),
    ).toEqual([['INCOME', 'Sold the portfolio.', 'Tina Two']]);
    expect((await seen(dana, 'Retail', standing(['none', 'acknowledged']))).map(({ key }) => key)).toEqual(['RATE', 'TERM']);

    await ask(dana, 'Retail', 'record_changes', { INCOME: [personToken(olaf.userId), 'Took over the portfolio.'] });
    const rows = await seen(dana, 'Retail');
    expect(rows.map(({ key, verdict }) => [key, verdict?.verdict, verdict?.inherited])).toEqual([
      ['RATE', 'acknowledged', true],
      ['INCOME', undefined, undefined],
      ['TERM', undefined, undefined],
    ]);
    await expect(board(tina)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('tells of an item who assigned it to whom, and what they answered', async () => {
    const { history } = await readItem(database.db, dana, { versionId: await inForce(dana, 'Retail'), key: 'INCOME' });
    const told = history.map(({ number, listed, authors, answers, cells }) => [
      number,
      listed,
      authors.map(({ name }) => name),
      answers.map(({ verdict, by }) => `${verdict} ${by.name}`),
      cells.find(({ field }) => field === 'owner')?.after,
    ]);
    expect(told).toEqual([
      [3, false, ['Dana Retail'], [], 'Olaf One'],
      [2, false, ['Dana Retail'], ['declined Tina Two'], 'Tina Two'],
      [1, true, [], [], undefined],
    ]);
  });

  it('is complete when each owner has acknowledged, and is no longer recorded in once another is in force', async () => {
    const before = await inForce(dana, 'Retail');
    await ask(olaf, 'Retail', 'decide_items', { INCOME: ['acknowledged'], TERM: ['acknowledged'] });
    const { lanes } = await board(scenario.owner);
    // The observations of the line are still to come.
    expect(lanes.find(({ name }) => name === 'Retail')).toMatchObject({
      state: 'in_progress',
      tiles: [
        { phase: 'data-owner-id', state: 'complete', done: { count: 3, of: 3 }, progress: 1, turn: null },
        { phase: 'observation-management', state: 'not_started' },
      ],
    });
    await ask(dana, 'Retail', 'record_changes', { TERM: [personToken(tina.userId), 'Knows the terms.'] });
    const { actions } = await readVersion(database.db, dana, { versionId: before });
    expect(actions.record).toEqual({ allowed: false, why: 'A later version is in force now.' });
  });

  it('stands on an upstream version that was listed anew with the same for it, and ends with its lane', async () => {
    await listFrom(['Retail', 'Commercial']);
    const { lanes } = await board(scenario.tester);
    expect(lanes.map(({ name, state }) => [name, state])).toEqual([
      ['Commercial', 'in_progress'],
      ['Retail', 'waiting'],
      ['Wealth', 'retired'],
    ]);
    expect(lanes[2]?.retired?.reason).toBe('No sample of it is left in the approved sample.');
    expect(lanes[1]?.tiles[0]?.stale).toBe(false);
    const { upstream } = await readVersion(database.db, scenario.tester, { versionId: await inForce(scenario.tester, 'Retail') });
    expect(upstream.map(({ stale }) => stale)).toEqual([false]);
    const { recorded, actions } = await readVersion(database.db, scenario.tester, { versionId: await inForce(scenario.tester, 'Wealth') });
    expect(recorded).toMatchObject({
      lane: { name: 'Wealth', retired: { reason: 'No sample of it is left in the approved sample.' } },
      tasks: [],
    });
    expect(actions.reopen).toEqual({ allowed: false, why: 'This phase does not work that way.' });
  });
});

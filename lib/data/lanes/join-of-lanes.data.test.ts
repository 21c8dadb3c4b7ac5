import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlanPhase } from '#contract/plan';
import { personToken } from '#domain/people/person-token';
import type { Verdict } from '#domain/phase/verdicts';
import { listAssignments } from '#domain/phases/data-owner-id/list-assignments';
import { caseId } from '#domain/phases/request-info/case-id';
import { type ListedCase, listRequests } from '#domain/phases/request-info/list-requests';
import { makeRandom } from '../../../test/support/make-random';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { approvedDraft, type ChainHandle, OWNER_REVIEW, put, send } from '../../../test/support/world/chain';
import { listedLanes } from '../../../test/support/world/lane';
import { makeScenario, type Scenario, trackedStep } from '../../../test/support/world/scenario';
import { type Person, World } from '../../../test/support/world/world';
import { openChain } from '../chain/chain.transitions';
import { readReportState } from '../chain/chain-state';
import { listChain } from '../chain/list-chain.transitions';
import { readOpenLanes } from '../reporting/report-standing.queries';
import { listLanes } from './list-lanes.transitions';
import { listOwnerLanes } from './list-owner-lanes.transitions';

const LINES = Array.from({ length: 20 }, (_, at) => `Line ${String(at + 1).padStart(2, '0')}`);
const CODES = Array.from({ length: 10 }, (_, at) => `A${at}`);
const RECORDED = { mode: 'recorded', requiredCount: 1, roles: [] } as const;

/** A line of business with what its owners acknowledge and what each of them is asked for. */
interface Line {
  name: string;
  laneId: string;
  owners: ChainHandle;
  requests: { owner: Person; chain: ChainHandle }[];
}

let test: TestDatabase;
let scenario: Scenario;
let owners: Person[];
const executives = new Map<string, Person>();

beforeAll(async () => {
  test = await testDatabase();
  scenario = await makeScenario(test.db);
  const world = new World(test.db);
  owners = await Promise.all(CODES.map((code) => world.person(`Owner of ${code}`, 'data_owner')));
  for (const name of [...LINES, 'Line 21']) {
    const lob = await test.db.prisma.lob.create({ data: { name } });
    executives.set(name, await world.person(`Executive of ${name}`, { role: 'data_executive', lobId: lob.id }));
  }
});
afterAll(() => test.drop());

async function open(phase: PlanPhase['phase'], laneId: string, instance: string, position: number): Promise<ChainHandle> {
  const policy = phase === 'observation-management' ? OWNER_REVIEW : RECORDED;
  const planPhase = { kind: 'phase', phase, policy, allowanceBusinessHours: 8, opensAfter: [] } as const;
  const step = await trackedStep(test.db, 'openChain');
  const { chainId } = await openChain(test.db, { cycleReportId: scenario.cycleReportId, planPhase, position, instance, laneId, step });
  return { scenario, chainId };
}

/** What a chain holds now: the hash of each item, and of what is judged of it. */
async function held({ chainId }: ChainHandle): Promise<{ key: string; hash: string; judged: string }[]> {
  const rows = await test.db.prisma.versionItem.findMany({ where: { chainId }, orderBy: { number: 'asc' } });
  const newest = new Map(rows.map(({ itemKey, hash, data }) => [itemKey, { hash, data }]));
  return [...newest].map(([key, { hash, data }]) => ({
    key,
    hash: Buffer.from(hash ?? []).toString('hex'),
    judged: (data as { judged: string }).judged,
  }));
}

async function judge(chain: ChainHandle, by: Person, verdict: Verdict, keys: (key: string) => boolean = () => true): Promise<void> {
  const verdicts = (await held(chain))
    .filter(({ key }) => keys(key))
    .map(({ key, judged }) => ({ itemKey: key, verdict, seenHash: judged }));
  expect(await send(chain, by, 'decide_items', { verdicts })).toMatchObject({ outcome: 'applied' });
}

/** Has each of a line's attributes assigned to an owner of its own, who is asked for it. */
async function openLine(name: string, laneId: string, listedFrom: string): Promise<Line> {
  const { db } = test;
  const chain = await open('data-owner-id', laneId, name, 5);
  const tested = CODES.map((code, at) => ({ code, position: at + 1, name: code, sources: [] }));
  const step = await trackedStep(db, 'listInstance');
  await listChain(db, {
    chainId: chain.chainId,
    inputs: [listedFrom],
    derive: (before) => listAssignments(before, tested, new Map()),
    step,
  });
  const changes = (await held(chain)).map(({ key, hash }) => ({
    itemKey: key,
    seenHash: hash,
    fields: { owner: personToken(owners[CODES.indexOf(key)]?.userId ?? '') },
  }));
  expect(await send(chain, executives.get(name) ?? expect.unreachable(), 'record_changes', { changes })).toMatchObject({
    outcome: 'applied',
  });
  const { lanes } = await listOwnerLanes(db, { laneId, members: 'data-owner-id', step: await trackedStep(db, 'listOwnerLanes') });
  expect(lanes).toHaveLength(CODES.length);
  const rows = await db.prisma.lane.findMany({ where: { parentId: laneId } });
  const requests = await Promise.all(
    rows.map(async ({ id, key, ownerId }) => {
      const owner = owners.find(({ userId }) => userId === ownerId) ?? expect.unreachable();
      return { owner, chain: await open('request-info', id, key, 6) };
    }),
  );
  const line = { name, laneId, owners: chain, requests };
  await listRequestsOf(line, listedFrom);
  return line;
}

/** Has the system list what a line's owners acknowledge and are asked for, from the sample in force. */
async function listAgain(line: Line, listedFrom: string): Promise<void> {
  const step = await trackedStep(test.db, 'listInstance');
  await listChain(test.db, { chainId: line.owners.chainId, inputs: [listedFrom], derive: () => [], step });
  await listRequestsOf(line, listedFrom);
}

async function listRequestsOf({ name, owners: listing, requests }: Line, listedFrom: string): Promise<void> {
  const { id } = await test.db.prisma.version.findFirstOrThrow({ where: { chainId: listing.chainId, status: 'approved' } });
  for (const { owner, chain } of requests) {
    const attribute = CODES[owners.indexOf(owner)] ?? '';
    const record = `sample of ${name}`;
    const about = { attribute, attributeName: attribute, description: '', type: null, format: '', source: 'Servicing' };
    const listed: ListedCase = { ...about, record, keys: { LOAN_ID: record }, reported: '1' };
    const cases = new Map([[caseId(attribute, record), listed]]);
    const derive = (before: Parameters<typeof listRequests>[0]) =>
      listRequests(before, cases, { owned: () => true, elsewhere: new Set(), dueOn: '2026-12-11' });
    const step = await trackedStep(test.db, 'listInstance');
    await listChain(test.db, { chainId: chain.chainId, inputs: [listedFrom, id], derive, step });
  }
}

/** Everybody of a line does what waits for them, and that nothing is to be observed is approved. */
async function finish(line: Line): Promise<void> {
  for (const [at, owner] of owners.entries()) await judge(line.owners, owner, 'acknowledged', (key) => key === CODES[at]);
  for (const { owner, chain } of line.requests) {
    const changes = (await held(chain)).map(({ key, hash }) => ({ itemKey: key, seenHash: hash, fields: { unobtainable: 'Burnt.' } }));
    expect(await send(chain, owner, 'record_changes', { changes })).toMatchObject({ outcome: 'applied' });
    await judge(chain, scenario.executive, 'accepted');
  }
  await approvedDraft(await open('observation-management', line.laneId, line.name, 8), []);
}

const opens = async () => (await readReportState(test.db.pool, scenario.cycleReportId)).approvedPhases.includes('observation-management');
const unfinished = async () => (await readOpenLanes(test.db.pool, scenario.cycleReportId)).unfinished;
const linesIn = (sentences: readonly string[]) => [...new Set(sentences.map((one) => /Line \d\d/.exec(one)?.[0] ?? one))].sort();

it('20 lines of 10 owners in random order, two held back: the final report is not open at 18 of 20 and the two are named; a 21st that appears by a re-approved sample has the join wait again', async () => {
  const { listedFrom, lanes } = await listedLanes(scenario, LINES);
  const lines: Line[] = [];
  for (const { key, laneId } of lanes) lines.push(await openLine(key, laneId, listedFrom));
  const random = makeRandom();
  const shuffled = lines
    .map((line) => ({ line, at: random(1_000_000) }))
    .sort((one, other) => one.at - other.at)
    .map(({ line }) => line);
  const heldBack = shuffled.slice(18);
  for (const line of shuffled.slice(0, 18)) {
    expect(await opens()).toBe(false);
    await finish(line);
  }
  expect(await opens()).toBe(false);
  expect(linesIn(await unfinished())).toEqual(heldBack.map(({ name }) => name).sort());
  for (const line of heldBack) {
    expect(await opens()).toBe(false);
    await finish(line);
  }
  expect([await opens(), await unfinished()]).toEqual([true, []]);

  const { chainId } = await test.db.prisma.version.findUniqueOrThrow({ where: { id: listedFrom } });
  const samples = { scenario, chainId };
  expect(await send(samples, scenario.tester, 'reopen_phase', { comment: 'Another line.' })).toMatchObject({ outcome: 'applied' });
  const { versionId } = await approvedDraft(samples, [put('sample of Line 21', { lob: 'Line 21', decision: 'include', values: {} })]);
  // Before anybody lists it, whoever comes by it has no lane: the join waits for that already.
  expect([await opens(), await unfinished()]).toMatchObject([false, expect.arrayContaining([expect.stringContaining('are not listed')])]);
  const again = await listLanes(test.db, {
    cycleReportId: scenario.cycleReportId,
    members: 'sample-selection',
    step: await trackedStep(test.db, 'listLanes'),
  });
  for (const line of lines) await listAgain(line, versionId);
  expect([await opens(), await unfinished()]).toEqual([false, ['Line 21: Observation Management has not begun']]);
  const laneId = again.lanes.find(({ key }) => key === 'Line 21')?.laneId ?? '';
  await finish(await openLine('Line 21', laneId, versionId));
  expect([await opens(), await unfinished()]).toEqual([true, []]);
}, 240_000);

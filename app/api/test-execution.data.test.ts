import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { keepEvidence } from '#data/evidence/evidence.commands';
import { receivedAt } from '#data/evidence/evidence.queries';
import { readItems } from '#data/version/items.queries';
import { readVersion } from '#data/version/version.queries';
import type { Subject } from '#domain/people/permissions';
import { openStorage } from '#storage/storage';
import { type TestDatabase, testDatabase } from '../../test/support/postgres';
import { as, serveActions } from '../../test/support/server-actions';
import { temporaryDirectory, timeSkippingServer } from '../../test/support/temporal';
import { approvedDraft, makeChain, put, SELF } from '../../test/support/world/chain';
import { ownersChain, type RequestsChain, requestsChain, testsChain } from '../../test/support/world/lane';
import { makeScenario, type Scenario } from '../../test/support/world/scenario';
import { type Person, World } from '../../test/support/world/world';
import * as evidence from './evidence/[id]/[sha256]/route';
import * as matrix from './versions/[id]/matrix/route';

vi.mock('server-only', () => ({}));

const FILE = 'LOAN_ID,A\nL-1,4.25\n';
const SHA256 = createHash('sha256').update(FILE).digest('hex');

let database: TestDatabase;
let temporal: TestWorkflowEnvironment;
let files: Awaited<ReturnType<typeof temporaryDirectory>>;
let scenario: Scenario;
let owner: Person;
let executive: Person;
let requests: RequestsChain;
let tests: RequestsChain;

beforeAll(async () => {
  [database, temporal, files] = await Promise.all([testDatabase(), timeSkippingServer(), temporaryDirectory()]);
  serveActions(database.db, temporal, files.path);
  scenario = await makeScenario(database.db);
  const world = new World(database.db);
  const lob = await database.db.prisma.lob.create({ data: { name: 'Retail' } });
  executive = await world.person('Dana Data', { role: 'data_executive', lobId: lob.id });
  owner = await world.person('Olaf Owner', 'data_owner');
  const owners = await ownersChain(scenario, 'Retail', ['A']);
  requests = await requestsChain(owners, { executive, owner, reported: { A: { 'L-1': '4.25' } } });
  await openStorage(files.path).put(Readable.from([Buffer.from(FILE)]));
  const place = { chainId: requests.chainId, cycleReportId: scenario.cycleReportId, versionId: requests.versionId };
  const file = { sha256: SHA256, kind: 'csv', size: FILE.length, mediaType: 'text/csv', fileName: 'rates.csv' } as const;
  await keepEvidence(database.db, { id: owner.userId, role: 'data_owner' }, place, file);
  tests = await testsChain(requests);
});
afterAll(async () => {
  await temporal?.teardown();
  await database?.drop();
  await files?.remove();
});

const read = () =>
  evidence.GET(new Request('http://127.0.0.1:3000/api/evidence/x/y'), {
    params: Promise.resolve({ id: tests.versionId, sha256: SHA256 }),
  });
const rowsFor = async (reader: Subject) => (await readItems(database.db, reader, { versionId: tests.versionId })).rows;

it('data roles do not find what their evidence comes to, nor its files by it', async () => {
  for (const reader of [owner, executive]) {
    await expect(rowsFor(reader)).rejects.toMatchObject({ code: 'not_found' });
    await expect(readVersion(database.db, reader, { versionId: tests.versionId })).rejects.toMatchObject({ code: 'not_found' });
    expect((await as(reader, read)).status).toBe(404);
  }
});

it('a file was received when its owner supplied it, asked for where it was supplied or in what follows', async () => {
  const { receivedAt: at } = await database.db.prisma.evidence.findFirstOrThrow({ where: { sha256: SHA256 } });
  for (const { chainId } of [requests, tests]) expect(await receivedAt(database.db.pool, chainId, SHA256)).toBe(at.toISOString());
  expect(await receivedAt(database.db.pool, tests.chainId, 'ab'.repeat(32))).toBeNull();
});

it('the tester runs, the Test Executive judges, and both read the file that is compared with', async () => {
  const actions = async (reader: Subject) => (await readVersion(database.db, reader, { versionId: tests.versionId })).actions;
  expect(await actions(scenario.tester)).toMatchObject({
    record: { allowed: true },
    judge: { allowed: false },
    supply: { allowed: false },
  });
  expect(await actions(scenario.executive)).toMatchObject({ record: { allowed: false }, judge: { allowed: true } });
  for (const reader of [scenario.tester, scenario.executive, scenario.owner]) {
    const response = await as(reader, read);
    expect([response.status, await response.text()]).toEqual([200, FILE]);
  }
  expect((await as(scenario.admin, read)).status).toBe(404);
});

it('the grid of samples and attributes is for whoever reads the records, page by page', async () => {
  const grid = (reader: Subject, id: string, query = '') =>
    as(reader, () => matrix.GET(new Request(`http://127.0.0.1:3000/api/versions/x/matrix${query}`), { params: Promise.resolve({ id }) }));
  for (const reader of [scenario.tester, scenario.executive, scenario.owner])
    expect(await (await grid(reader, tests.versionId)).json()).toEqual({
      attributes: [{ code: 'A', name: 'Name of A' }],
      rows: [{ record: 'L-1', cells: { A: { key: 'A/L-1', state: 'waiting' } } }],
      next: null,
    });
  expect(await (await grid(scenario.tester, tests.versionId, '?after=L-1')).json()).toMatchObject({ rows: [], next: null });
  expect((await grid(scenario.admin, tests.versionId)).status).toBe(404);
  expect((await grid(owner, tests.versionId)).status).toBe(404);
  const other = await grid(scenario.tester, requests.versionId);
  expect([other.status, await other.json()]).toEqual([409, expect.objectContaining({ code: 'not_in_this_phase' })]);
});

describe('of a report with confidential attributes', () => {
  const HIDDEN = ['record', 'reported'];
  beforeAll(async () => {
    const planning = await makeChain(scenario, 'planning', SELF);
    await approvedDraft(planning, [put('A', { code: 'A', column: null, keyOrder: null, securityClass: 'confidential' })]);
  });

  it('values are shown to who runs and who judges', async () => {
    for (const reader of [scenario.tester, scenario.executive, scenario.owner])
      expect((await rowsFor(reader)).map(({ data, masked }) => [data.reported, masked])).toEqual([['4.25', []]]);
  });

  it('nobody else is shown one, nor asks by one', async () => {
    const [row] = await rowsFor(scenario.admin);
    expect([...(row?.masked ?? [])]).toEqual(expect.arrayContaining(HIDDEN));
    expect(JSON.stringify(row)).not.toMatch(/4\.25|"L-1"/);
    for (const field of [...HIDDEN, 'shown', 'run.value', 'run.difference', 'evidence.fileName']) {
      const filter = { all: [{ field, operator: 'contains', values: ['4'] }] } as const;
      await expect(readItems(database.db, scenario.admin, { versionId: tests.versionId, filter })).rejects.toMatchObject({
        code: 'not_permitted',
      });
      await expect(readItems(database.db, scenario.admin, { versionId: tests.versionId, sort: field })).rejects.toMatchObject({
        code: 'not_permitted',
      });
    }
  });
});

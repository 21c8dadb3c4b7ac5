import { readdir } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SuppliedFile } from '#contract/work-inputs';
import { recordDerivedFile } from '#data/files/derived-files.commands';
import { readItems } from '#data/version/items.queries';
import { readSummary } from '#data/version/phase-summary.queries';
import type { ExtractedText } from '#domain/evidence/extracted-text';
import { TEXT_RECIPE } from '#domain/evidence/text-recipe';
import type { Subject } from '#domain/people/permissions';
import { openStorage } from '#storage/storage';
import { trailOf } from '../../test/support/people';
import { type TestDatabase, testDatabase } from '../../test/support/postgres';
import { as, serveActions } from '../../test/support/server-actions';
import { temporaryDirectory, timeSkippingServer } from '../../test/support/temporal';
import { approvedDraft, makeChain, put, SELF } from '../../test/support/world/chain';
import { type LaneChain, ownersChain, type RequestsChain, requestsChain } from '../../test/support/world/lane';
import { makeScenario, type Scenario } from '../../test/support/world/scenario';
import { type Person, World } from '../../test/support/world/world';
import * as passage from './evidence/[id]/[sha256]/passage/route';
import * as evidence from './evidence/[id]/[sha256]/route';
import * as uploads from './uploads/evidence/route';

vi.mock('server-only', () => ({}));

const ORIGIN = 'http://127.0.0.1:3000';

let database: TestDatabase;
let temporal: TestWorkflowEnvironment;
let files: Awaited<ReturnType<typeof temporaryDirectory>>;
let scenario: Scenario;
let owner: Person;
let asked: RequestsChain;
/** Who has no part in what one owner is asked for, or no part in its files. */
const others = new Map<string, Subject>();

beforeAll(async () => {
  process.env.COUNTERSIGN_EVIDENCE_LIMIT = '5000';
  [database, temporal, files] = await Promise.all([testDatabase(), timeSkippingServer(), temporaryDirectory()]);
  serveActions(database.db, temporal, files.path);
  scenario = await makeScenario(database.db);
  const world = new World(database.db);
  const lob = await database.db.prisma.lob.create({ data: { name: 'Retail' } });
  const executive = await world.person('Dana Data', { role: 'data_executive', lobId: lob.id });
  const colleague = await world.person('Tina Two', 'data_owner');
  owner = await world.person('Olaf Owner', 'data_owner');
  const owners: LaneChain = await ownersChain(scenario, 'Retail', ['A', 'B']);
  asked = await requestsChain(owners, { executive, owner, reported: { A: { 'L-1': '4.25', 'L-2': '4.50' } } });
  await requestsChain(owners, { executive, owner: colleague, reported: { B: { 'L-1': '1' } } });
  others.set('a colleague of the same line', colleague);
  others.set('the Data Executive of the line', executive);
  others.set('an admin', scenario.admin);
  others.set('a Test Executive', scenario.executive);
  others.set('a stranger', await world.person('Stranger', 'tester'));
});
afterAll(async () => {
  await temporal?.teardown();
  await database?.drop();
  await files?.remove();
});

function supply(fileName: string, body: BodyInit): Promise<Response> {
  const query = new URLSearchParams({ versionId: asked.versionId, fileName });
  const headers = { host: new URL(ORIGIN).host, origin: ORIGIN };
  const request = new Request(`${ORIGIN}/api/uploads/evidence?${query.toString()}`, { method: 'POST', body, headers });
  return uploads.POST(request, { params: Promise.resolve({}) });
}

function read(sha256: string): Promise<Response> {
  return evidence.GET(new Request(`${ORIGIN}/api/evidence/x/y`), { params: Promise.resolve({ id: asked.versionId, sha256 }) });
}

const stored = async () => (await readdir(files.path, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;

async function suppliedSha256(): Promise<string> {
  const response = await as(owner, () => supply('rates.csv', 'LOAN_ID,A\nL-1,4.25\n'));
  expect(response.status).toBe(201);
  const { evidenceId } = (await response.json()) as SuppliedFile;
  return (await database.db.prisma.evidence.findUniqueOrThrow({ where: { id: evidenceId } })).sha256;
}

describe('a file of evidence', () => {
  const WRONG: Readonly<Record<string, { name: string; body: string; says: RegExp }>> = {
    'a web page under another name': { name: 'loan.pdf', body: '<!doctype html><html></html>', says: /print it to a PDF file/ },
    'half a PDF': { name: 'loan.pdf', body: '%PDF-1.7\n1 0 obj', says: /The end of the PDF is missing/ },
    'an old workbook': { name: 'a.xls', body: '\u00d0\u00cf', says: /Send a PDF, PNG, JPEG, XLSX, CSV or TXT file/ },
    'what is too large': { name: 'a.txt', body: 'x'.repeat(6_000), says: /larger than this installation accepts/ },
  };
  it.each(Object.keys(WRONG))('that is %s is refused in words, and leaves nothing behind', async (what) => {
    const { name, body, says } = WRONG[what] ?? expect.unreachable();
    const before = await stored();
    const response = await as(owner, () => supply(name, body));
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(((await response.json()) as { message: string }).message).toMatch(says);
    expect(await stored()).toBe(before);
    expect(await database.db.prisma.evidence.count({ where: { fileName: name } })).toBe(0);
  });

  it('is kept once, however often it is supplied, and stands in the trail', async () => {
    const sha256 = await suppliedSha256();
    expect(await suppliedSha256()).toBe(sha256);
    expect(await database.db.prisma.evidence.count({ where: { sha256 } })).toBe(1);
    const trail = await trailOf(database.db, `cycle-report/${scenario.cycleReportId}`);
    expect(trail.filter(({ kind }) => kind === 'evidence_received')).toHaveLength(1);
  });

  it('is read by who proves and who judges it, as a download, with a note in the trail', async () => {
    const sha256 = await suppliedSha256();
    for (const reader of [owner, scenario.tester, scenario.owner]) {
      const response = await as(reader, () => read(sha256));
      expect([response.status, await response.text()]).toEqual([200, 'LOAN_ID,A\nL-1,4.25\n']);
      expect(response.headers.get('content-disposition')).toBe(`attachment; filename="rates.csv"; filename*=UTF-8''rates.csv`);
      expect((await trailOf(database.db, `cycle-report/${scenario.cycleReportId}`)).at(-1)).toMatchObject({
        kind: 'file_downloaded',
        actor: reader.name,
      });
    }
  });

  it('says what stands at a place, to who may read it, with a note in the trail', async () => {
    const sha256 = await suppliedSha256();
    const at = (query: string, params = { id: asked.versionId, sha256 }) =>
      passage.GET(new Request(`${ORIGIN}/api/evidence/x/y/passage?${query}`), { params: Promise.resolve(params) });
    // Nobody has read its text yet.
    expect((await as(owner, () => at('row=2'))).status).toBe(404);
    const text: ExtractedText = { parts: [{ place: { kind: 'file' }, rows: [{ row: 2, cells: ['L-1', '4.25'] }] }] };
    const made = await openStorage(files.path).put(Readable.from([Buffer.from(JSON.stringify(text))]));
    await recordDerivedFile(database.db, sha256, TEXT_RECIPE, made.sha256);
    for (const reader of [owner, scenario.tester, scenario.owner]) {
      const response = await as(reader, () => at('row=2'));
      const rows = [{ row: 2, cells: ['L-1', '4.25'], meant: true }];
      expect([response.status, await response.json()]).toEqual([200, { rows, column: null, of: 1, cut: false }]);
      expect((await trailOf(database.db, `cycle-report/${scenario.cycleReportId}`)).at(-1)).toMatchObject({
        kind: 'file_downloaded',
        actor: reader.name,
        subject: expect.stringContaining('rates.csv, row 2') as string,
      });
    }
    expect((await as(owner, () => at('row=3'))).status).toBe(404);
    expect((await as(owner, () => at('line=3'))).status).toBe(400);
    for (const [who, subject] of others) expect([who, (await as(subject, () => at('row=2'))).status]).toEqual([who, 404]);
  });

  it('is neither read nor supplied by anybody else', async () => {
    const sha256 = await suppliedSha256();
    for (const [who, subject] of others) {
      const isNobody = who.startsWith('a colleague') || who === 'a stranger';
      expect([who, (await as(subject, () => read(sha256))).status]).toEqual([who, 404]);
      expect([who, (await as(subject, () => supply('rates.csv', 'LOAN_ID,A\n'))).status]).toEqual([who, isNobody ? 404 : 403]);
    }
    for (const subject of [scenario.tester, scenario.owner])
      expect((await as(subject, () => supply('rates.csv', 'LOAN_ID,A\n'))).status).toBe(403);
    expect((await as(null, () => read(sha256))).status).toBe(401);
  });
});

it('what is asked is shown by the system that it is read from, each number with the cases that it counts', async () => {
  const { sections } = await readSummary(database.db, owner, { versionId: asked.versionId });
  const [system] = sections.find(({ title }) => title === 'By system')?.parts ?? [];
  expect(system).toMatchObject({ label: 'Servicing', value: '2' });
  expect((await readItems(database.db, owner, { versionId: asked.versionId, filter: system?.filter })).rows).toHaveLength(2);
});

describe('a case of a report with confidential attributes', () => {
  const HIDDEN = ['record', 'keys', 'reported', 'ask'];
  beforeAll(async () => {
    const planning = await makeChain(scenario, 'planning', SELF);
    const attribute = { code: 'A', column: null, keyOrder: null, securityClass: 'confidential' };
    await approvedDraft(planning, [put('A', attribute)]);
  });

  const rowsFor = async (reader: Subject) => (await readItems(database.db, reader, { versionId: asked.versionId })).rows;

  it('shows its values to who proves and who judges them', async () => {
    for (const reader of [owner, scenario.tester, scenario.owner])
      expect((await rowsFor(reader)).map(({ data, masked }) => [data.reported, masked])).toEqual([
        ['4.25', []],
        ['4.50', []],
      ]);
  });

  it('shows nobody else a value, nor lets them ask by one', async () => {
    const executive = others.get('the Data Executive of the line') ?? expect.unreachable();
    for (const reader of [executive, scenario.executive, scenario.admin]) {
      const rows = await rowsFor(reader);
      expect(rows.map(({ masked }) => [...masked].sort())).toEqual([[...HIDDEN].sort(), [...HIDDEN].sort()]);
      expect(JSON.stringify(rows.map(({ data }) => data))).not.toMatch(/4\.25|4\.50|L-1/);
      for (const field of [...HIDDEN, 'evidence', 'evidence.stated', 'keys.LOAN_ID']) {
        const filter = { all: [{ field, operator: 'contains', values: ['4'] }] } as const;
        await expect(readItems(database.db, reader, { versionId: asked.versionId, filter })).rejects.toMatchObject({
          code: 'not_permitted',
        });
        await expect(readItems(database.db, reader, { versionId: asked.versionId, sort: field })).rejects.toMatchObject({
          code: 'not_permitted',
        });
      }
    }
  });
});

import type { TestWorkflowEnvironment } from '@temporalio/testing';
import readWorkbook from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readItems } from '#data/version/items.queries';
import type { Subject } from '#domain/people/permissions';
import { LIST_COLUMNS, LIST_SHEET } from '#domain/phases/request-info/list-columns';
import { type ListSheet, readRequestList } from '#domain/phases/request-info/read-list';
import { trailOf } from '../../test/support/people';
import { type TestDatabase, testDatabase } from '../../test/support/postgres';
import { as, serveActions } from '../../test/support/server-actions';
import { temporaryDirectory, timeSkippingServer } from '../../test/support/temporal';
import { approvedDraft, makeChain, put, SELF, send } from '../../test/support/world/chain';
import { type LaneChain, ownersChain, type RequestsChain, requestsChain } from '../../test/support/world/lane';
import { makeScenario, type Scenario } from '../../test/support/world/scenario';
import { type Person, World } from '../../test/support/world/world';
import * as list from './versions/[id]/requests.xlsx/route';

vi.mock('server-only', () => ({}));

const FORMULA = '=HYPERLINK("http://evil.example")';

let database: TestDatabase;
let temporal: TestWorkflowEnvironment;
let files: Awaited<ReturnType<typeof temporaryDirectory>>;
let scenario: Scenario;
let executive: Person;
let owner: Person;
let owners: LaneChain;
let asked: RequestsChain;
const strangers = new Map<string, Subject>();

beforeAll(async () => {
  [database, temporal, files] = await Promise.all([testDatabase(), timeSkippingServer(), temporaryDirectory()]);
  serveActions(database.db, temporal, files.path);
  scenario = await makeScenario(database.db);
  const world = new World(database.db);
  const lob = await database.db.prisma.lob.create({ data: { name: 'Retail' } });
  executive = await world.person('Dana Data', { role: 'data_executive', lobId: lob.id });
  const colleague = await world.person('Tina Two', 'data_owner');
  owner = await world.person('Olaf Owner', 'data_owner');
  owners = await ownersChain(scenario, 'Retail', ['A', 'B']);
  asked = await requestsChain(owners, { executive, owner, reported: { A: { 'L-2': '4.50', 'L-1': FORMULA } } });
  await requestsChain(owners, { executive, owner: colleague, reported: { B: { 'L-1': '1' } } });
  strangers.set('a colleague of the same line', colleague);
  strangers.set('a stranger', await world.person('Stranger', 'tester'));
});
afterAll(async () => {
  await temporal?.teardown();
  await database?.drop();
  await files?.remove();
});

const get = (versionId: string, query = '') =>
  list.GET(new Request(`http://127.0.0.1:3000/api/versions/x/requests.xlsx${query}`), { params: Promise.resolve({ id: versionId }) });

async function sheetsFor(reader: Subject, query = ''): Promise<ListSheet[]> {
  const response = await as(reader, () => get(asked.versionId, query));
  expect(response.status).toBe(200);
  const sheets = await readWorkbook(Buffer.from(await response.arrayBuffer()), { trim: false });
  const text = (cell: unknown) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? ''));
  return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(text)) }));
}

/** The rows of the list by what heads their columns. */
async function rowsFor(reader: Subject, query = ''): Promise<Record<string, string>[]> {
  const [sheet] = await sheetsFor(reader, query);
  const [heads = [], ...rows] = sheet?.rows ?? [];
  return rows.map((row) => Object.fromEntries(heads.map((head, at) => [head, row[at] ?? ''])));
}

describe('what an owner is asked for as a workbook', () => {
  it('has a row a case in the order of systems and records, with where it stands, and the columns to fill in', async () => {
    const [sheet, help] = await sheetsFor(owner);
    expect([sheet?.name, help?.name]).toEqual([LIST_SHEET, 'How to fill it in']);
    expect(sheet?.rows[0]).toEqual(LIST_COLUMNS.flatMap(({ name, head }) => (name === 'record' ? [head, 'Key LOAN_ID'] : [head])));
    expect(await rowsFor(owner)).toMatchObject([
      {
        ...{ System: 'Servicing', Record: 'L-1', 'Key LOAN_ID': 'L-1', Attribute: 'Name of A', Code: 'A', Reported: FORMULA },
        ...{ State: 'To provide', 'What was said': '', Due: '2026-12-11', File: '', 'Cannot be had because': '' },
      },
      { Record: 'L-2', Reported: '4.50', State: 'To provide' },
    ]);
    expect(help?.rows[0]?.[0]).toContain('Request Info (Retail, data owner 1), version');
  });

  it('keeps words as words: no cell of it is a formula', async () => {
    const response = await as(owner, () => get(asked.versionId));
    const { unzipSync, strFromU8 } = await import('fflate');
    const parts = unzipSync(new Uint8Array(await response.arrayBuffer()));
    const sheets = Object.entries(parts).filter(([name]) => /^xl\/worksheets\/[^/]+\.xml$/.test(name));
    expect(sheets.map(([, bytes]) => /<f[ >]/.test(strFromU8(bytes)))).toEqual([false, false]);
  });

  it('holds what a filter asks for', async () => {
    const filter = JSON.stringify({ all: [{ field: 'record', operator: 'is', values: ['L-2'] }] });
    expect((await rowsFor(owner, `?filter=${encodeURIComponent(filter)}`)).map(({ Record }) => Record)).toEqual(['L-2']);
  });

  it('stands in the trail before it is sent, and is not found by whoever may not see the cases', async () => {
    for (const reader of [owner, scenario.tester, scenario.owner, executive]) {
      await rowsFor(reader);
      const trail = await trailOf(database.db, `cycle-report/${scenario.cycleReportId}`);
      expect(trail.filter(({ kind }) => kind === 'file_downloaded').at(-1)).toMatchObject({ actor: reader.name });
    }
    for (const [who, subject] of strangers) expect([who, (await as(subject, () => get(asked.versionId))).status]).toEqual([who, 404]);
    expect((await as(null, () => get(asked.versionId))).status).toBe(401);
  });

  it('is refused of a phase that asks nobody', async () => {
    const { id } = await database.db.prisma.version.findFirstOrThrow({ where: { chainId: owners.chainId, status: 'approved' } });
    const response = await as(scenario.tester, () => get(id));
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([409, 'not_in_this_phase']);
  });

  it('that is filled in and given back is recorded by one command, once, and says nothing new after that', async () => {
    const cases = async () => {
      const { id } = await database.db.prisma.version.findFirstOrThrow({ where: { chainId: asked.chainId, status: 'approved' } });
      const { rows } = await readItems(database.db, owner, { versionId: id });
      return rows.map(({ key, hash, data }) => ({ key, hash, data, state: '', isAccepted: false }));
    };
    const [sheet] = await sheetsFor(owner);
    const at = sheet?.rows[0]?.indexOf('Cannot be had because') ?? -1;
    const filled = (sheet?.rows ?? []).map((row) =>
      row.map((cell, column) => (column === at && row.includes('L-2') ? 'Burnt in 2024.' : cell)),
    );
    const reading = readRequestList([{ name: LIST_SHEET, rows: filled }], await cases(), 'data_owner', new Map());
    expect(reading).toMatchObject({ same: 1, refusals: [], changes: [{ itemKey: 'A/L-2', fields: { unobtainable: 'Burnt in 2024.' } }] });
    const changes = reading.changes.map(({ itemKey, seenHash, fields }) => ({ itemKey, seenHash, fields }));
    expect((await send(asked, owner, 'record_changes', { changes })).outcome).toBe('applied');
    expect(await send(asked, owner, 'record_changes', { changes })).toMatchObject({ outcome: 'refused' });
    expect(readRequestList([{ name: LIST_SHEET, rows: filled }], await cases(), 'data_owner', new Map())).toMatchObject({
      changes: [],
      same: 2,
      refusals: [],
    });
  });
});

describe('of a report with confidential attributes', () => {
  beforeAll(async () => {
    const planning = await makeChain(scenario, 'planning', SELF);
    await approvedDraft(planning, [put('A', { code: 'A', column: null, keyOrder: null, securityClass: 'confidential' })]);
  });

  it('shows values to who proves and who judges them, with what went along in the trail', async () => {
    for (const reader of [owner, scenario.tester, scenario.owner]) {
      expect((await rowsFor(reader)).map(({ Reported }) => Reported)).toEqual([FORMULA, '4.50']);
      const trail = await trailOf(database.db, `cycle-report/${scenario.cycleReportId}`);
      expect(trail.filter(({ kind }) => kind === 'values_unmasked').at(-1)).toMatchObject({ actor: reader.name, subject: 'A' });
    }
  });

  it('shows nobody else a value, a key or a record', async () => {
    for (const reader of [executive, scenario.executive, scenario.admin]) {
      const rows = await rowsFor(reader);
      expect(rows).toHaveLength(2);
      expect(rows.every(({ Record, Reported }) => Record === '••••••' && Reported === '••••••')).toBe(true);
      expect(JSON.stringify(rows)).not.toMatch(/4\.50|HYPERLINK|L-1|L-2/);
    }
  });
});

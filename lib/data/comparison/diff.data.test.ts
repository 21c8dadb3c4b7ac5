import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DiffPage } from '#contract/views/diff-views';
import type { DiffKind } from '#contract/views/row-views';
import { diffCells } from '#domain/item/diff';
import { isFactKey } from '#domain/item/fact-key';
import type { ItemData } from '#domain/item/json';
import type { Subject } from '#domain/people/permissions';
import { diffItems } from '../../../test/oracles/diff-items';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type WrittenItem, type WrittenVersion, WrittenWorld } from '../../../test/support/world/written-world';
import { MASK_TEXT } from '../people/mask';
import { type DiffRequest, readChangedFields, readDiff } from './diff.queries';

type Content = Map<string, ItemData>;

let database: TestDatabase;
let world: WrittenWorld;
let tester: Subject;
let owner: Subject;
let executive: Subject;
let chain: string;
let otherVersion: WrittenVersion;
const versions: WrittenVersion[] = [];
const contents: Content[] = [];

const record = (amount: number, note = ''): ItemData => ({
  values: { AMOUNT: String(amount), SSN: `secret-${amount}` },
  lob: 'Retail',
  rationale: note,
});

/** A log of eight versions: edits, removals, returns, facts, and two versions opened from an older parent. */
async function writeLog(): Promise<void> {
  let seed = 7;
  const next = (below: number) => (seed = (seed * 16807) % 2147483647) % below;
  for (let number = 1; number <= 8; number += 1) {
    const parentNumber = number === 5 ? 2 : number === 8 ? 4 : number - 1;
    const parent: Content = contents[parentNumber - 1] ?? new Map();
    const previous: Content = contents[number - 2] ?? new Map();
    const content: Content = new Map(parent);
    for (let edit = 0; edit < 25; edit += 1) {
      const key = `K${String(next(60)).padStart(2, '0')}`;
      if (next(4) === 0) content.delete(key);
      else content.set(key, record(next(5), next(3) === 0 ? 'seen' : ''));
    }
    content.set('$population', { count: number < 4 ? 60 : 61 });
    if (number % 2 === 0) content.set('$draw/001', { seed: `s${number}` });
    else content.delete('$draw/001');
    const rows = diffItems(previous, content).map((change): WrittenItem => {
      if (change.op === 'remove') return { key: change.key, remove: true };
      // What only brings back the older parent's content is marked as restored.
      return parentNumber !== number - 1 && parent.get(change.key) === change.data ? { ...change, restoredFrom: parentNumber } : change;
    });
    const version = await world.draft(chain, rows, { parent: versions[parentNumber - 1] ?? null });
    versions.push(version);
    contents.push(content);
    if (number === 8) return;
    await world.submit(version, tester);
    await world.decide(version, owner, 'request_changes');
  }
}

beforeAll(async () => {
  database = await testDatabase();
  world = await WrittenWorld.open(database);
  tester = await world.person('Tess Ter', 'tester');
  owner = await world.person('Olga Owner', 'report_owner');
  executive = await world.person('Ed Executive', 'test_executive');
  const report = await world.report('HMDA', tester, owner);
  const planning = await world.draft(await world.chain(report, 'planning'), [
    { key: 'SSN', data: { code: 'SSN', securityClass: 'confidential' } },
  ]);
  await world.submit(planning, tester);
  await world.decide(planning, owner, 'approve');
  chain = await world.chain(report, 'sample-selection');
  await writeLog();
  const other = await world.report('Y-14M', await world.person('Theo Ter', 'tester'), await world.person('Otto Owner', 'report_owner'));
  otherVersion = await world.draft(await world.chain(other, 'sample-selection'), []);
});

afterAll(async () => {
  await world.close();
  await database.drop();
});

async function allPages(request: Omit<DiffRequest, 'after'>, reader = tester): Promise<DiffPage[]> {
  const pages: DiffPage[] = [];
  let after: string | null = null;
  do {
    const page: DiffPage = await readDiff(database.db, reader, { ...request, after });
    pages.push(page);
    after = page.next;
  } while (after !== null);
  return pages;
}

const at = (number: number) => versions[number - 1] ?? otherVersion;
const contentAt = (number: number): Content => contents[number - 1] ?? new Map();
const kindOf = (base: Content, head: Content, key: string): DiffKind => (!base.has(key) ? 'added' : !head.has(key) ? 'removed' : 'changed');

describe('any two versions', () => {
  it('agrees with the contents, in both directions, for every pair of numbers', async () => {
    for (let base = 1; base <= 8; base += 1) {
      for (let head = 1; head <= 8; head += 1) {
        const expected = diffItems(contentAt(base), contentAt(head)).map(({ key }) => ({
          key,
          kind: kindOf(contentAt(base), contentAt(head), key),
        }));
        const pages = await allPages({ versionId: at(head).id, base: at(base).id, limit: 7 });
        const rows = pages.flatMap((page) => page.rows);
        const facts = expected.filter(({ key }) => isFactKey(key));
        const items = expected.filter(({ key }) => !isFactKey(key));
        expect(rows.map(({ key, kind }) => ({ key, kind }))).toEqual([...facts, ...items]);
        const count = (kind: DiffKind) => items.filter((one) => one.kind === kind).length;
        const cells = items.flatMap(({ key, kind }) =>
          kind === 'changed' ? diffCells(contentAt(base).get(key) ?? null, contentAt(head).get(key) ?? null) : [],
        );
        const kept = [...contentAt(head).keys()].filter((key) => !isFactKey(key)).length - count('added') - count('changed');
        expect(pages[0]?.counts).toEqual({ added: count('added'), removed: count('removed'), changed: count('changed'), unchanged: kept });
        expect(pages[0]?.matching).toBe(expected.length);
        const changed = await readChangedFields(database.db, tester, { versionId: at(head).id, base: at(base).id });
        expect(changed.cells).toBe(cells.length);
        expect(changed.byField.reduce((sum, one) => sum + one.count, 0)).toBe(cells.length);
      }
    }
  });

  it('compares a draft with its parent when nothing is said', async () => {
    const page = await readDiff(database.db, owner, { versionId: at(8).id });
    expect([page.base?.number, page.head.number, page.head.status]).toEqual([4, 8, 'draft']);
    expect(page.rows[0]).toMatchObject({
      isFact: true,
      key: '$draw/001',
      label: 'Draw 001',
      cells: [{ field: 'seed', before: 's4', after: 's8' }],
    });
  });

  it('shows everything as added without a baseline', async () => {
    const pages = await allPages({ versionId: at(1).id, base: null, limit: 10 });
    const rows = pages.flatMap((page) => page.rows);
    expect(rows.every((row) => row.kind === 'added' && row.before === null)).toBe(true);
    expect(rows.map((row) => row.key)).toEqual([...contentAt(1).keys()].sort());
    expect(pages[0]?.counts).toMatchObject({ added: contentAt(1).size - 1, unchanged: 0 });
    expect(await readChangedFields(database.db, tester, { versionId: at(1).id, base: null })).toEqual({
      cells: 0,
      byField: [],
      columns: [],
    });
    expect(pages[0]?.matching).toBe(contentAt(1).size);
  });

  it('adds what did not change when asked, each key once', async () => {
    const pages = await allPages({ versionId: at(7).id, base: at(6).id, kinds: ['added', 'removed', 'changed', 'unchanged'], limit: 9 });
    const items = pages.flatMap((page) => page.rows).filter((row) => !row.isFact);
    const keys = [...new Set([...contentAt(6).keys(), ...contentAt(7).keys()])].filter((key) => !isFactKey(key)).sort();
    expect(items.map((row) => row.key)).toEqual(keys);
    expect(items.filter((row) => row.kind === 'unchanged').length).toBe(pages[0]?.counts?.unchanged);
  });

  it('finds what is called by some words, also what is there no more', async () => {
    const request = { versionId: at(4).id, base: at(1).id };
    const all = (await allPages(request)).flatMap((page) => page.rows).filter((row) => !row.isFact);
    const found = await allPages({ ...request, find: 'k1', limit: 2 });
    const rows = found.flatMap((page) => page.rows);
    expect(rows.map(({ key, kind }) => ({ key, kind }))).toEqual(
      all.filter(({ key }) => key.startsWith('K1')).map(({ key, kind }) => ({ key, kind })),
    );
    expect(rows.length).toBeGreaterThan(2);
    expect(found[0]?.matching).toBe(rows.length);
    const removed = await allPages({ ...request, find: 'k', kinds: ['removed'] });
    expect(removed[0]?.matching).toBe(all.filter(({ kind }) => kind === 'removed').length);
  });

  it('narrows to kinds, to a field and to one key', async () => {
    const request = { versionId: at(4).id, base: at(1).id };
    const removed = await allPages({ ...request, kinds: ['removed'], limit: 3 });
    expect(removed.flatMap((page) => page.rows).every((row) => row.kind === 'removed' && row.after === null)).toBe(true);
    const changed = await readChangedFields(database.db, tester, request);
    const byField = changed.byField.find((one) => one.field === 'values.AMOUNT');
    const amount = await allPages({ ...request, field: 'values.AMOUNT', limit: 4 });
    expect(amount.flatMap((page) => page.rows).length).toBe(byField?.count);
    expect(amount[0]?.matching).toBe(byField?.count);
    const key = amount[0]?.rows[0]?.key ?? '';
    const one = await readDiff(database.db, tester, { ...request, key });
    expect(one.rows.map((row) => row.key)).toEqual([key]);
    expect(one.rows[0]?.cells.map((cell) => cell.field)).toContain('values.AMOUNT');
  });
});

it('tells a column that came or went as a whole from a cell that was filled or emptied', async () => {
  const report = await world.report('Columns', tester, owner);
  const own = await world.chain(report, 'sample-selection');
  const values = (key: string, held: ItemData): WrittenItem => ({ key, data: { values: held } });
  const before = await world.draft(own, [
    values('A', { AMOUNT: '1', OLD: 'x', NOTE: 'seen' }),
    values('B', { AMOUNT: '2', OLD: 'y', NOTE: 'seen', STATE: 'TX' }),
  ]);
  await world.submit(before, tester);
  await world.decide(before, owner, 'request_changes');
  const after = await world.draft(
    own,
    [values('A', { AMOUNT: '1', NEW: '9', STATE: 'CA' }), values('B', { AMOUNT: '2', NEW: '8', NOTE: 'seen', STATE: 'TX' })],
    { parent: before },
  );
  const changed = await readChangedFields(database.db, tester, { versionId: after.id, base: before.id });
  expect(changed.columns.map(({ field, kind, count }) => [field, kind, count]).sort()).toEqual([
    ['values.NEW', 'added', 2],
    ['values.OLD', 'removed', 2],
  ]);
  expect(changed.byField.map(({ field, count }) => [field, count]).sort()).toEqual([
    ['values.NOTE', 1],
    ['values.STATE', 1],
  ]);
  expect(changed.cells).toBe(2);
});

it('finds nothing between a version and itself', async () => {
  expect(await readDiff(database.db, tester, { versionId: at(7).id, base: at(7).id })).toMatchObject({ rows: [], matching: 0, next: null });
});

it('says that a confidential cell changed without saying from what to what', async () => {
  const pages = await allPages({ versionId: at(4).id, base: at(1).id }, executive);
  const cells = pages.flatMap((page) => page.rows).flatMap((row) => row.cells);
  expect(cells.find((cell) => cell.field === 'values.SSN')).toEqual({
    field: 'values.SSN',
    label: 'SSN',
    before: MASK_TEXT,
    after: MASK_TEXT,
    masked: true,
  });
  expect(JSON.stringify(pages)).not.toContain('secret');
  expect(JSON.stringify(await allPages({ versionId: at(4).id, base: at(1).id }))).toContain('secret');
});

it('is not found for a baseline of another chain, and for whoever may not see the report', async () => {
  await expect(readDiff(database.db, executive, { versionId: at(2).id, base: otherVersion.id })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(readDiff(database.db, tester, { versionId: at(2).id, base: otherVersion.id })).rejects.toMatchObject({ code: 'not_found' });
  await expect(readChangedFields(database.db, tester, { versionId: at(2).id, base: otherVersion.id })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(readChangedFields(database.db, tester, { versionId: otherVersion.id })).rejects.toMatchObject({ code: 'not_found' });
  await expect(readDiff(database.db, tester, { versionId: otherVersion.id })).rejects.toMatchObject({ code: 'not_found' });
});

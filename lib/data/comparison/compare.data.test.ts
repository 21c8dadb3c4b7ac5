import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DiffPage, DiffRow } from '#contract/views/diff-views';
import { IGNORE_NOTHING, type IgnoreRules } from '#domain/item/ignore-rules';
import type { ItemData } from '#domain/item/json';
import type { Subject } from '#domain/people/permissions';
import { personToken } from '#domain/people/person-token';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type WrittenItem, type WrittenVersion, WrittenWorld } from '../../../test/support/world/written-world';
import { MASK_TEXT } from '../people/mask';
import { readItemHistory } from '../version/item-history.queries';
import { type DiffRequest, readChangedFields, readDiff } from './diff.queries';
import { markReviewed } from './mark-reviewed.commands';

let database: TestDatabase;
let world: WrittenWorld;
let tester: Subject;
let owner: Subject;
let executive: Subject;
let stranger: Subject;
let chain: string;
let first: WrittenVersion;
let second: WrittenVersion;

const ROWS = 30;
const key = (number: number) => `K${String(number).padStart(2, '0')}`;
const row = (change: Partial<Record<string, string>> = {}, note = 'As filed'): ItemData => ({
  note,
  values: { AMOUNT: '100.00', CITY: 'New York', SECRET: 'alpha', ...change } as ItemData,
});

/** Differences of every sort, each in a row of its own, between thirty rows. */
const CHANGED: Record<string, ItemData> = {
  [key(5)]: row({ AMOUNT: '100.004' }),
  [key(6)]: row({ AMOUNT: '100.01' }),
  [key(7)]: row({ AMOUNT: '100.02' }),
  [key(12)]: row({ CITY: 'NEW  york ' }),
  [key(13)]: row({ CITY: 'NEW YORK' }),
  [key(20)]: row({ SECRET: 'ALPHA' }),
  [key(21)]: row({}, 'As corrected'),
  [key(22)]: { ...row(), note: null, extra: ['x'] },
};

beforeAll(async () => {
  database = await testDatabase();
  world = await WrittenWorld.open(database);
  tester = await world.person('Tess Ter', 'tester');
  owner = await world.person('Olga Owner', 'report_owner');
  executive = await world.person('Ed Executive', 'test_executive');
  stranger = await world.person('Sam Stranger', 'tester');
  const report = await world.report('HMDA', tester, owner);
  const planning = await world.draft(await world.chain(report, 'planning'), [
    { key: 'SECRET', data: { code: 'SECRET', securityClass: 'restricted' } },
  ]);
  await world.submit(planning, tester);
  await world.decide(planning, owner, 'approve');
  chain = await world.chain(report, 'sample-selection');
  const original = Array.from({ length: ROWS }, (_, index): WrittenItem => ({ key: key(index + 1), data: row() }));
  first = await world.draft(chain, [{ key: '$population', data: { by: personToken(tester.userId), count: 30 } }, ...original]);
  await world.submit(first, tester);
  await world.decide(first, owner, 'request_changes');
  const edited = Object.entries(CHANGED).map(([each, data]): WrittenItem => ({ key: each, data }));
  second = await world.draft(
    chain,
    [
      { key: '$population', data: { by: personToken(owner.userId), count: 31 } },
      { key: key(1), remove: true },
      { key: 'N1', data: row() },
      ...edited,
    ],
    { parent: first },
  );
  await world.submit(second, tester);
});

afterAll(async () => {
  await world.close();
  await database.drop();
});

async function pages(request: Partial<DiffRequest> = {}, reader = tester): Promise<DiffPage[]> {
  const found: DiffPage[] = [];
  let after: string | null = null;
  do {
    const page: DiffPage = await readDiff(database.db, reader, { versionId: second.id, limit: 4, ...request, after });
    found.push(page);
    after = page.next;
  } while (after !== null);
  return found;
}
const rowsOf = (found: readonly DiffPage[]): DiffRow[] => found.flatMap((page) => page.rows);
const keysOf = (found: readonly DiffPage[]) => rowsOf(found).map((one) => one.key);
const ignoring = (rules: Partial<IgnoreRules>): IgnoreRules => ({ ...IGNORE_NOTHING, ...rules });
async function remaining(rules: Partial<IgnoreRules>, reader = tester): Promise<string[]> {
  const found = await pages({ ignore: ignoring(rules), kinds: ['changed'] }, reader);
  const items = rowsOf(found).filter((one) => !one.isFact);
  // Counts, pages and cells agree whatever is ignored.
  expect(found[0]?.counts?.changed).toBe(items.length);
  expect(found[0]?.matching).toBe(rowsOf(found).length);
  const cells = await readChangedFields(database.db, reader, { versionId: second.id, ignore: ignoring(rules) });
  expect(cells.cells + cells.columns.reduce((sum, one) => sum + one.count, 0)).toBe(items.reduce((sum, one) => sum + one.cells.length, 0));
  return items.map((one) => one.key);
}
const ALL = Object.keys(CHANGED).sort();
const without = (...keys: number[]) => ALL.filter((each) => !keys.map(key).includes(each));

describe('what is ignored', () => {
  it('is nothing unless told', async () => {
    expect(await remaining({})).toEqual(ALL);
  });

  it('is white space, case, or both', async () => {
    expect(await remaining({ letterCase: true })).toEqual(without(13, 20));
    expect(await remaining({ whitespace: true })).toEqual(ALL);
    expect(await remaining({ whitespace: true, letterCase: true })).toEqual(without(12, 13, 20));
  });

  it('is a distance between decimals, absolute and exact', async () => {
    expect(await remaining({ tolerance: '0.01' })).toEqual(without(5, 6));
    expect(await remaining({ tolerance: '0.009' })).toEqual(without(5));
    expect(await remaining({ tolerance: '0.02' })).toEqual(without(5, 6, 7));
  });

  it('is a column, and a row with more changes keeps the others', async () => {
    expect(await remaining({ columns: ['values.AMOUNT', 'values.CITY'] })).toEqual(without(5, 6, 7, 12, 13));
    const found = rowsOf(await pages({ ignore: ignoring({ columns: ['note'] }), key: key(22) }));
    expect(found[0]?.cells.map((cell) => cell.field)).toEqual(['extra']);
    expect(rowsOf(await pages({ ignore: ignoring({ columns: ['note'] }), field: 'note' }))).toEqual([]);
  });

  it('counts what is ignored as unchanged', async () => {
    const [page] = await pages({ ignore: ignoring({ tolerance: '1' }) });
    expect(page?.counts).toEqual({ added: 1, removed: 1, changed: ALL.length - 3, unchanged: ROWS - 1 - (ALL.length - 3) });
  });

  it('never tells a person without the right how two confidential values differ', async () => {
    expect(await remaining({ letterCase: true }, executive)).toEqual(without(13));
    expect(await remaining({ columns: ['values.SECRET'] }, executive)).toEqual(without(20));
    const secret = rowsOf(await pages({ key: key(20) }, executive))[0]?.cells[0];
    expect(secret).toMatchObject({ before: MASK_TEXT, after: MASK_TEXT, masked: true });
  });
});

describe('rows around the differences', () => {
  /** The list as it reads: rows, and how many are left out between them. */
  function told(found: readonly DiffPage[]): string[] {
    const lines = rowsOf(found).flatMap((one) => [
      ...(one.folded > 0 ? [`(${one.folded})`] : []),
      one.context ? `${one.key} unchanged` : one.key,
    ]);
    const after = found.at(-1)?.foldedAfter ?? 0;
    return after > 0 ? [...lines, `(${after})`] : lines;
  }

  it.each([2, 4, 100])('are kept, the others folded and counted, in pages of %i', async (limit) => {
    expect(told(await pages({ context: 1, kinds: ['changed'], limit }))).toEqual([
      '$population',
      '(2)',
      'K04 unchanged',
      'K05',
      'K06',
      'K07',
      'K08 unchanged',
      '(2)',
      'K11 unchanged',
      'K12',
      'K13',
      'K14 unchanged',
      '(4)',
      'K19 unchanged',
      'K20',
      'K21',
      'K22',
      'K23 unchanged',
      '(8)',
    ]);
  });

  it('are none where only counts are wanted, and all rows are counted once', async () => {
    for (const context of [0, 1, 3, 50]) {
      const found = await pages({ context, limit: 3 });
      const folded = rowsOf(found).reduce((sum, one) => sum + one.folded, 0) + (found.at(-1)?.foldedAfter ?? 0);
      const items = rowsOf(found).filter((one) => !one.isFact && one.after !== null);
      expect(folded + items.length).toBe(ROWS);
      expect(new Set(keysOf(found)).size).toBe(keysOf(found).length);
    }
  });

  it('unfold between two rows', async () => {
    const [page] = await pages({ between: { after: key(14), before: key(19) }, limit: 100 });
    expect(page?.rows.map((one) => [one.key, one.kind])).toEqual([15, 16, 17, 18].map((number) => [key(number), 'unchanged']));
    const [start] = await pages({ between: { after: null, before: key(4) }, limit: 2 });
    expect(start?.rows.map((one) => one.key)).toEqual([key(1), key(2)]);
  });

  it('start at a linked row, and go on from there', async () => {
    const found = await pages({ from: key(12), limit: 2 });
    expect(keysOf(found)).toEqual(['K12', 'K13', 'K20', 'K21', 'K22', 'N1']);
    expect(found[0]?.matching).toBe(ALL.length + 3);
  });
});

describe('columns that came or went', () => {
  it('are told apart from changed data', async () => {
    const fields = await readChangedFields(database.db, tester, { versionId: second.id });
    expect(fields.columns).toEqual([{ field: 'extra', label: 'extra', kind: 'added', count: 1 }]);
    expect(fields.byField.map((one) => one.field)).not.toContain('extra');
    const back = await readChangedFields(database.db, tester, { versionId: first.id, base: second.id });
    expect(back.columns).toEqual([{ field: 'extra', label: 'extra', kind: 'removed', count: 1 }]);
  });
});

describe('marks of what was reviewed', () => {
  const actorOf = (subject: Subject) => ({ id: subject.userId, role: 'report_owner' as const });
  const hashOf = async (version: WrittenVersion) =>
    (await database.db.prisma.version.findUniqueOrThrow({ where: { id: version.id } })).versionHash ?? new Uint8Array();
  const mark = async (subject: Subject, keys: string[], reviewed = true, hash?: string) =>
    markReviewed(database.db, actorOf(subject), {
      versionId: second.id,
      versionHash: hash ?? Buffer.from(await hashOf(second)).toString('hex'),
      keys,
      reviewed,
    });

  it('are a person’s own, stand beside the rows and are counted among those looked for', async () => {
    await mark(owner, [key(5), key(6), 'N1', '$population']);
    await mark(owner, [key(6)], false);
    const found = await pages({ limit: 100 }, owner);
    expect(
      rowsOf(found)
        .filter((one) => one.reviewed)
        .map((one) => one.key),
    ).toEqual(['$population', key(5), 'N1']);
    expect(found[0]?.reviewed).toBe(3);
    expect((await pages({ kinds: ['added'] }, owner))[0]).toMatchObject({ reviewed: 1, matching: 1 });
    expect((await pages({}, tester))[0]?.reviewed).toBe(0);
  });

  it('are of exactly the content that was seen', async () => {
    await mark(owner, [key(7)], true, 'ab'.repeat(32));
    expect(rowsOf(await pages({ key: key(7) }, owner))[0]?.reviewed).toBe(false);
  });
});

describe('the history of a row', () => {
  it('tells who brought and who removed it, also when it is gone', async () => {
    expect(await readItemHistory(database.db, tester, { versionId: second.id, key: key(1) })).toMatchObject([
      { number: 2, kind: 'removed', inLine: true, authors: [{ name: 'Tess Ter' }] },
      { number: 1, kind: 'added', inLine: true },
    ]);
    await expect(readItemHistory(database.db, tester, { versionId: second.id, key: 'K99' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(readItemHistory(database.db, stranger, { versionId: second.id, key: key(1) })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('says which versions stand beside the line', async () => {
    await world.decide(second, owner, 'reject');
    const third = await world.draft(
      chain,
      [
        { key: key(5), data: row(), restoredFrom: 1 },
        { key: key(6), data: row({ CITY: 'Boston' }) },
      ],
      { parent: first },
    );
    const history = await readItemHistory(database.db, tester, { versionId: third.id, key: key(6) });
    expect(history.map((entry) => [entry.number, entry.inLine])).toEqual([
      [3, true],
      [2, false],
      [1, true],
    ]);
  });
});

it('names the people behind handles, and nobody in values of the source', async () => {
  const fact = rowsOf(await pages({ key: '$population' }))[0];
  expect(fact?.cells.find((cell) => cell.field === 'by')).toMatchObject({ before: 'Tess Ter', after: 'Olga Owner' });
  expect(fact?.after?.data.by).toBe('Olga Owner');
});

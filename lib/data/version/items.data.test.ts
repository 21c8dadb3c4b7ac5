import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemFilter } from '#domain/item/item-filter';
import type { ItemData } from '#domain/item/json';
import type { Subject } from '#domain/people/permissions';
import { personToken } from '#domain/people/person-token';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type WrittenVersion, WrittenWorld } from '../../../test/support/world/written-world';
import { MASK_TEXT } from '../people/mask';
import { readItem } from './item-detail.queries';
import { readItems } from './items.queries';
import { countMatching } from './matching.queries';

let database: TestDatabase;
let world: WrittenWorld;
let tester: Subject;
let owner: Subject;
let executive: Subject;
let stranger: Subject;
let planning: WrittenVersion;
let first: WrittenVersion;
let second: WrittenVersion;

const sample = (amount: string | null, ssn: string | null, more: ItemData = {}): ItemData => ({
  values: { AMOUNT: amount, SSN: ssn },
  lob: 'Retail',
  decision: 'include',
  answer: '',
  ...more,
});
const where = (field: string, operator: ItemFilter['all'][number]['operator'], ...values: string[]): ItemFilter => ({
  all: [{ field, operator, values }],
});
const key = (n: number) => `K${String(n).padStart(3, '0')}`;

beforeAll(async () => {
  database = await testDatabase();
  world = await WrittenWorld.open(database);
  tester = await world.person('Tess Ter', 'tester');
  owner = await world.person('Olga Owner', 'report_owner');
  executive = await world.person('Ed Executive', 'test_executive');
  stranger = await world.person('Sid Stranger', 'tester', 'report_owner');
  const report = await world.report('HMDA', tester, owner);
  const planningChain = await world.chain(report, 'planning');
  planning = await world.draft(planningChain, [
    { key: 'AMOUNT', data: { code: 'AMOUNT', name: 'Sum of the loan', securityClass: 'internal', column: 'amount' } },
    { key: 'SSN', data: { code: 'SSN', securityClass: 'hrci', column: 'ssn_column' } },
    {
      key: '$faults',
      data: {
        total: 2,
        first: [
          { column: 'ssn_column', value: '123-45', message: 'no 123-45' },
          { column: 'amount', value: 'x', message: 'x is no number' },
        ],
      },
    },
  ]);
  await world.submit(planning, tester);
  await world.decide(planning, owner, 'approve');
  const chain = await world.chain(report, 'sample-selection');
  const records = Array.from({ length: 100 }, (_none, n) => ({
    key: key(n),
    data: sample(n % 10 === 0 ? null : String(n), `secret-${n}`),
  }));
  first = await world.draft(chain, [...records, { key: '$population', data: { count: 100 } }], { inputs: [planning] });
  await world.submit(first, tester);
  await world.decide(first, owner, 'request_changes', [
    { key: key(1), verdict: 'accepted', reason: '' },
    { key: key(2), verdict: 'rejected', reason: 'Not a loan' },
  ]);
  // Version 2 removes half of the keys, changes the turned-down one and adds one.
  second = await world.draft(
    chain,
    [
      ...Array.from({ length: 50 }, (_none, n) => ({ key: key(n + 40), remove: true as const })),
      { key: key(2), data: sample('2', 'secret-2', { answer: 'It is one' }) },
      { key: 'NEW', data: sample('5.50', null, { requestedBy: personToken(owner.userId) }) },
    ],
    { parent: first, cause: 'changes_requested', inputs: [planning] },
  );
});

afterAll(async () => {
  await world.close();
  await database.drop();
});

async function walk(
  subject: Subject,
  versionId: string,
  request: { limit: number; filter?: ItemFilter; sort?: string },
): Promise<string[]> {
  const keys: string[] = [];
  let after: string | null = null;
  do {
    const page = await readItems(database.db, subject, { versionId, ...request, after });
    expect(page.rows.length).toBeLessThanOrEqual(request.limit);
    keys.push(...page.rows.map((row) => row.key));
    after = page.next;
  } while (after !== null);
  return keys;
}

describe('paging', () => {
  const expected = [...Array.from({ length: 40 }, (_none, n) => key(n)), ...Array.from({ length: 10 }, (_none, n) => key(n + 90)), 'NEW'];

  it('walks a draft over fifty removed rows, each key once and in order, without facts', async () => {
    expect(await walk(tester, second.id, { limit: 7 })).toEqual(expected);
  });

  it('still shows the frozen version as it was', async () => {
    expect(await walk(tester, first.id, { limit: 33 })).toEqual(Array.from({ length: 100 }, (_none, n) => key(n)));
  });

  it('sorts by a number, blanks last, and pages without losing ties', async () => {
    const keys = await walk(tester, second.id, { limit: 4, sort: 'values.AMOUNT' });
    expect(keys.slice(0, 6)).toEqual([key(1), key(2), key(3), key(4), key(5), 'NEW']);
    expect([...keys].sort()).toEqual([...expected].sort());
    expect(keys.slice(-5)).toEqual([key(0), key(10), key(20), key(30), key(90)]);
    expect(await walk(tester, second.id, { limit: 4, sort: '-values.AMOUNT' })).toEqual([...keys].reverse());
  });

  it('filters in the database and counts what matches beside the whole', async () => {
    const page = await readItems(database.db, tester, { versionId: second.id, filter: where('values.AMOUNT', 'gte', '95'), limit: 3 });
    expect(page.rows.map((row) => row.key)).toEqual([key(95), key(96), key(97)]);
    expect([page.matching, page.total]).toEqual([5, 51]);
    expect(await walk(tester, second.id, { limit: 2, filter: where('values.AMOUNT', 'blank') })).toEqual([
      key(0),
      key(10),
      key(20),
      key(30),
      key(90),
    ]);
    expect(await walk(tester, second.id, { limit: 2, filter: where('answer', 'contains', 'IS ONE') })).toEqual([key(2)]);
    expect(await walk(tester, second.id, { limit: 50, filter: where('key', 'in', 'NEW', key(3)) })).toEqual([key(3), 'NEW']);
  });

  it('finds by key and by name at once', async () => {
    const called = (words: string) => walk(tester, planning.id, { limit: 5, filter: where('called', 'contains', words) });
    expect(await called('amou')).toEqual(['AMOUNT']);
    expect(await called('THE LOAN')).toEqual(['AMOUNT']);
    expect(await called('s')).toEqual(['AMOUNT', 'SSN']);
    // Neither of them holds what only the two together would.
    expect(await called('amount sum')).toEqual([]);
  });

  it('refuses a cursor it did not make', async () => {
    await expect(readItems(database.db, tester, { versionId: first.id, after: 'bm9uc2Vuc2U' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});

describe('verdicts', () => {
  it('inherits an acceptance while the content is the same, and shows the feedback beside what was turned down', async () => {
    const { rows } = await readItems(database.db, owner, { versionId: second.id, limit: 4 });
    expect(rows[0]).toMatchObject({ key: key(0), verdict: null, feedback: null });
    expect(rows[1]?.verdict).toMatchObject({ verdict: 'accepted', inherited: true, versionNumber: 1, by: { name: 'Olga Owner' } });
    expect(rows[2]).toMatchObject({ verdict: null, feedback: { verdict: 'rejected', reason: 'Not a loan', by: { name: 'Olga Owner' } } });
  });

  it('counts everything unmarked as accepted by the approval', async () => {
    const { rows } = await readItems(database.db, owner, { versionId: planning.id });
    expect(rows[0]?.verdict).toMatchObject({ verdict: 'accepted', inherited: false, by: { name: 'Olga Owner' } });
  });
});

describe('people', () => {
  it('are told by name beside the handle that the item keeps', async () => {
    const { rows } = await readItems(database.db, tester, { versionId: second.id, filter: where('requestedBy', 'not_blank') });
    expect(rows).toMatchObject([
      { key: 'NEW', data: { requestedBy: personToken(owner.userId) }, names: { [personToken(owner.userId)]: 'Olga Owner' } },
    ]);
    expect((await readItems(database.db, tester, { versionId: first.id, limit: 1 })).rows[0]?.names).toBeUndefined();
  });
});

describe('masking', () => {
  it('hides values of confidential attributes from everybody but tester and owner', async () => {
    for (const reader of [tester, owner]) {
      const { rows } = await readItems(database.db, reader, { versionId: first.id, limit: 1 });
      expect(rows[0]).toMatchObject({ masked: [], data: { values: { SSN: 'secret-0' } } });
    }
    const { rows } = await readItems(database.db, executive, { versionId: first.id, limit: 100 });
    expect(rows[0]).toMatchObject({ masked: ['values.SSN'], data: { values: { AMOUNT: null, SSN: MASK_TEXT } } });
    expect(JSON.stringify(rows)).not.toContain('secret');
  });

  it('does not answer a filter or a sort on what it hides', async () => {
    for (const request of [
      { filter: where('values.SSN', 'is', 'secret-3') },
      { sort: '-values.SSN' },
      { filter: where('values', 'contains', 'secret-3') },
    ]) {
      await expect(readItems(database.db, executive, { versionId: first.id, ...request })).rejects.toMatchObject({ code: 'not_permitted' });
    }
  });

  it('hides the values that faults quote', async () => {
    const detail = await readItem(database.db, executive, { versionId: planning.id, key: '$faults' });
    expect(JSON.stringify(detail)).not.toContain('123-45');
    expect(JSON.stringify(detail)).toContain('x is no number');
    expect(JSON.stringify(await readItem(database.db, tester, { versionId: planning.id, key: '$faults' }))).toContain('123-45');
  });
});

describe('one item', () => {
  it('tells what each version did to it, and who', async () => {
    const detail = await readItem(database.db, tester, { versionId: second.id, key: key(2) });
    expect(detail.history.map((entry) => [entry.number, entry.kind])).toEqual([
      [2, 'changed'],
      [1, 'added'],
    ]);
    expect(detail.history[0]?.cells).toEqual([
      { field: 'answer', label: 'Answer to the approver', before: '', after: 'It is one', masked: false },
    ]);
    expect(detail.history[1]?.authors.map((author) => author.name)).toEqual(['Tess Ter']);
  });

  it('is not found where it was removed', async () => {
    await expect(readItem(database.db, tester, { versionId: second.id, key: key(50) })).rejects.toMatchObject({ code: 'not_found' });
  });
});

it('is not found for whoever has no role for this report, whatever they hold elsewhere', async () => {
  await expect(readItems(database.db, stranger, { versionId: first.id })).rejects.toMatchObject({ code: 'not_found' });
  await expect(readItem(database.db, stranger, { versionId: first.id, key: key(1) })).rejects.toMatchObject({ code: 'not_found' });
  await expect(readItems(database.db, tester, { versionId: 'no-id-at-all' })).rejects.toMatchObject({ code: 'not_found' });
});

describe('counts of several filters', () => {
  const FILTERS = [{ all: [] }, where('values.AMOUNT', 'gte', '95'), where('values.AMOUNT', 'blank'), where('decision', 'is', 'exclude')];

  it('are what a page of each says that matches, in a draft and in a frozen version', async () => {
    for (const { id: versionId } of [first, second]) {
      const pages = await Promise.all(FILTERS.map((filter) => readItems(database.db, tester, { versionId, filter, limit: 1 })));
      expect(await countMatching(database.db, tester, { versionId, filters: FILTERS })).toEqual(pages.map(({ matching }) => matching));
    }
  });

  it('leave out what tells of a masked value, and nothing else', async () => {
    const filters = [where('values.SSN', 'is', 'secret-1'), where('decision', 'is', 'include'), where('key', 'is', key(1))];
    expect(await countMatching(database.db, executive, { versionId: first.id, filters })).toEqual([null, 100, 1]);
    expect(await countMatching(database.db, owner, { versionId: first.id, filters })).toEqual([1, 100, 1]);
  });

  it('are not found by a stranger', async () => {
    await expect(countMatching(database.db, stranger, { versionId: first.id, filters: FILTERS })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

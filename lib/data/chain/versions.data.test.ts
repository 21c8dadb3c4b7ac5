import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itemHash } from '#domain/item/canonical-json';
import type { ItemChange } from '#domain/item/diff';
import type { ItemData } from '#domain/item/json';
import { compareBytes } from '../../../test/oracles/compare-bytes';
import { applyDiff, type Content } from '../../../test/oracles/diff-items';
import { contentHash, versionHash } from '../../../test/oracles/version-hash';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import {
  approvedDraft,
  type ChainHandle,
  decide,
  makeChain,
  makeDraft,
  put,
  SELF,
  send,
  stream,
  submit,
} from '../../../test/support/world/chain';
import { makeScenario, trackedStep } from '../../../test/support/world/scenario';
import { chainState } from './chain.transitions';
import { createVersion } from './version.transitions';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

async function versionOf(versionId: string) {
  return await test.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } });
}
const hex = (bytes: Uint8Array | null): string => Buffer.from(bytes ?? []).toString('hex');

/** Content of a version by the definition: for each key the row with the greatest number up to it, unless a remove. */
async function contentOf(chainId: string, number: number): Promise<Map<string, ItemData>> {
  const rows = await test.db.prisma.versionItem.findMany({ where: { chainId, number: { lte: number } }, orderBy: { number: 'asc' } });
  const latest = new Map(rows.map((row) => [row.itemKey, row]));
  return new Map([...latest.values()].flatMap((row) => (row.op === 'put' ? [[row.itemKey, row.data as ItemData] as const] : [])));
}
const asObject = (content: Content): Record<string, ItemData> =>
  Object.fromEntries([...content].sort(([one], [other]) => compareBytes(one, other)));

async function newChain(): Promise<ChainHandle> {
  return await makeChain(await makeScenario(test.db), 'sample-selection');
}

async function requestChanges(chain: ChainHandle, versionId: string): Promise<void> {
  await submit(chain, versionId);
  await decide(chain, chain.scenario.owner, versionId, 'request_changes');
}

describe('creating a version', () => {
  it('happens once for a creation key, however often and however concurrently it is tried', async () => {
    const chain = await newChain();
    const state = await chainState(test.db, chain.chainId);
    const due = state.next.kind === 'open_draft' ? state.next.due : null;
    expect(due).toMatchObject({ cause: 'open', creationKey: `${chain.chainId}/open/1` });
    if (!due) return;
    const step = await trackedStep(test.db, 'createVersion');
    const create = () =>
      createVersion(test.db, { due, chainId: chain.chainId, items: stream([put('a', { n: 1 })]), base: 'empty', inputs: [], step });
    const made = await Promise.all(Array.from({ length: 10 }, create));
    expect(made.filter((one) => one.created)).toHaveLength(1);
    expect(new Set(made.map((one) => one.versionId)).size).toBe(1);
    expect(await create()).toMatchObject({ created: false, number: 1 });
    expect(await test.db.prisma.version.count({ where: { chainId: chain.chainId } })).toBe(1);
    expect((await chainState(test.db, chain.chainId)).next).toEqual({ kind: 'wait' });
  });

  // A deadlock is tried again elsewhere; a stream is not, because its second reading would give an empty version.
  it.each([null, '40P01'])('leaves nothing behind when its stream fails half way (code %s)', async (code) => {
    const chain = await newChain();
    async function* failing(): AsyncGenerator<ItemChange> {
      yield put('a', { n: 1 });
      throw Object.assign(new Error('the file ended'), code === null ? {} : { code });
    }
    const { next } = await chainState(test.db, chain.chainId);
    if (next.kind !== 'open_draft') throw new Error('a draft should be due');
    const step = await trackedStep(test.db, 'createVersion');
    await expect(
      createVersion(test.db, { due: next.due, chainId: chain.chainId, items: failing(), base: 'empty', inputs: [], step }),
    ).rejects.toThrow('the file ended');
    expect(await test.db.prisma.version.count({ where: { chainId: chain.chainId } })).toBe(0);
    expect(await makeDraft(chain, [])).toMatchObject({ number: 1 });
  });

  it.each([
    ['U+0000', put('a', { text: 'x\0' })],
    ['a lone surrogate', put('a', { text: '\ud800' })],
    ['an empty key', put('', { text: 'x' })],
    ['a key twice', put('twice', { text: 'x' })],
  ])('refuses %s', async (_, change) => {
    const chain = await newChain();
    await expect(makeDraft(chain, [put('twice', { text: 'y' }), change])).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('keeps text that copy would mistake for its own signs', async () => {
    const chain = await newChain();
    const odd = { text: 'tab\t line\n back\\slash \\N \\. \r "quoted" é 😀' };
    await makeDraft(chain, [put('key with\\N', odd), put('\\.', odd)]);
    expect(asObject(await contentOf(chain.chainId, 1))).toEqual({ '\\.': odd, 'key with\\N': odd });
  });

  it('records the approved versions it is built from, and refuses others', async () => {
    const scenario = await makeScenario(test.db);
    const planning = await makeChain(scenario, 'planning', SELF);
    const upstream = await makeDraft(planning, [put('A', { n: 1 })]);
    const chain = await makeChain(scenario, 'sample-selection');
    await expect(makeDraft(chain, [], { inputs: [upstream] })).rejects.toMatchObject({ code: 'upstream_missing' });
    await submit(planning, upstream.versionId);
    const draft = await makeDraft(chain, [], { inputs: [upstream] });
    const inputs = await test.db.prisma.versionInput.findMany({ where: { versionId: draft.versionId } });
    expect(inputs.map((input) => hex(input.contentHash))).toEqual([hex((await versionOf(upstream.versionId)).contentHash)]);
  });
});

describe('hashes', () => {
  it('computed by the database are those computed here from what it holds', async () => {
    const scenario = await makeScenario(test.db);
    const planning = await makeChain(scenario, 'planning', SELF);
    const upstream = await approvedDraft(planning, [put('A', { n: 1 }), put('$file', { name: 'lar.csv' })]);
    const chain = await makeChain(scenario, 'sample-selection');
    const first = await makeDraft(chain, [put('é', { n: 1.5, deep: { b: [1, null], a: 'x' } }), put('z', { n: 2 }), put('Z', { n: 3 })], {
      inputs: [upstream],
    });
    await requestChanges(chain, first.versionId);
    const second = await makeDraft(chain, [{ key: 'z', op: 'remove' }, put('😀', { n: 4 }), put('\uffee', { n: 5 })], {
      inputs: [upstream],
    });
    await submit(chain, second.versionId);

    let parentHash: string | null = null;
    for (const { versionId, number } of [first, second]) {
      const version = await versionOf(versionId);
      const content = await contentOf(chain.chainId, number);
      const items = [...content].sort(([one], [other]) => compareBytes(one, other)).map(([key, data]) => ({ key, hash: itemHash(data) }));
      const inputs = await test.db.prisma.versionInput.findMany({ where: { versionId } });
      expect(hex(version.contentHash)).toBe(contentHash(items));
      const expected = versionHash({
        contentHash: contentHash(items),
        number,
        parentHash,
        inputs: inputs.map((input) => hex(input.contentHash)),
      });
      expect(hex(version.versionHash)).toBe(expected);
      const { rows } = await test.db.pool.query<{ hash: Buffer }>('select content_hash($1, $2) as hash', [chain.chainId, number]);
      expect(hex(rows[0]?.hash ?? null)).toBe(contentHash(items));
      parentHash = expected;
    }
  });

  it('and counts leave facts out of the counts and not out of the hash', async () => {
    const one = await newChain();
    const other = await newChain();
    const a = await makeDraft(one, [put('a', { n: 1 }), put('$file', { n: 1 })]);
    const b = await makeDraft(other, [put('a', { n: 1 }), put('$file', { n: 2 })]);
    await submit(one, a.versionId);
    await submit(other, b.versionId);
    const [left, right] = [await versionOf(a.versionId), await versionOf(b.versionId)];
    expect([left.itemCount, right.itemCount]).toEqual([1, 1]);
    expect(hex(left.contentHash)).not.toBe(hex(right.contentHash));
  });
});

describe('revisions', () => {
  it('store what changed, and say how much', async () => {
    const chain = await newChain();
    const first = await makeDraft(chain, [put('a', { n: 1 }), put('b', { n: 2 }), put('c', { n: 3 })]);
    await requestChanges(chain, first.versionId);
    const second = await makeDraft(chain, [
      put('a', { n: 10 }),
      put('b', { n: 2 }),
      { key: 'c', op: 'remove' },
      put('d', { n: 4 }),
      { key: 'never', op: 'remove' },
    ]);
    await submit(chain, second.versionId);
    expect(await versionOf(second.versionId)).toMatchObject({ itemCount: 3, addedCount: 1, changedCount: 1, removedCount: 1 });
    const rows = await test.db.prisma.versionItem.findMany({ where: { chainId: chain.chainId, number: 2 }, orderBy: { itemKey: 'asc' } });
    expect(rows.map((row) => `${row.op} ${row.itemKey}`)).toEqual(['put a', 'remove c', 'put d']);
  });

  it('from an older version write compensating rows, so that number order stays content order', async () => {
    const chain = await newChain();
    const approved = await approvedDraft(chain, [put('a', { n: 1 }), put('b', { n: 2 }), put('c', { n: 3 })]);
    await send(chain, chain.scenario.tester, 'reopen_phase', { comment: 'again' });
    const second = await makeDraft(chain, [put('a', { n: 10 }), { key: 'b', op: 'remove' }, put('d', { n: 4 })]);
    await submit(chain, second.versionId);
    await decide(chain, chain.scenario.owner, second.versionId, 'reject');
    const third = await makeDraft(chain, [put('c', { n: 30 })], { base: 'approved' });
    expect(third.number).toBe(3);
    expect(asObject(await contentOf(chain.chainId, 3))).toEqual({ a: { n: 1 }, b: { n: 2 }, c: { n: 30 } });
    const rows = await test.db.prisma.versionItem.findMany({ where: { chainId: chain.chainId, number: 3 }, orderBy: { itemKey: 'asc' } });
    expect(rows.map((row) => [row.op, row.itemKey, row.restoredFrom])).toEqual([
      ['put', 'a', 1],
      ['put', 'b', 1],
      ['put', 'c', null],
      ['remove', 'd', 1],
    ]);
    expect((await versionOf(third.versionId)).parentId).toBe(approved.versionId);
  });

  it('from any base hold exactly base plus changes', async () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd', '$f');
    const change: fc.Arbitrary<ItemChange> = fc.oneof(
      fc.record({ key, op: fc.constant('put' as const), data: fc.record({ n: fc.integer({ min: 0, max: 2 }) }) }),
      fc.record({ key, op: fc.constant('remove' as const) }),
    );
    const changes = fc.uniqueArray(change, { selector: (one) => one.key, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(changes, changes, changes, fc.constantFrom('parent', 'approved', 'empty'), async (one, two, three, base) => {
        const chain = await newChain();
        await approvedDraft(chain, one);
        const first = await contentOf(chain.chainId, 1);
        expect(asObject(first)).toEqual(asObject(applyDiff(new Map(), one)));
        await send(chain, chain.scenario.tester, 'reopen_phase', { comment: 'again' });
        const second = await makeDraft(chain, two);
        await requestChanges(chain, second.versionId);
        await makeDraft(chain, three, { base });
        const from = { parent: applyDiff(first, two), approved: first, empty: new Map<string, ItemData>() }[base];
        expect(asObject(await contentOf(chain.chainId, 3))).toEqual(asObject(applyDiff(from, three)));
      }),
      { numRuns: 12 },
    );
  });

  it('going from A to B and back to A leave no difference', async () => {
    const scenario = await makeScenario(test.db);
    const chain = await makeChain(scenario, 'sample-selection');
    const first = await approvedDraft(chain, [put('a', { n: 1 })]);
    await send(chain, scenario.tester, 'reopen_phase', { comment: 'again' });
    const second = await makeDraft(chain, [put('a', { n: 2 })]);
    await requestChanges(chain, second.versionId);
    const third = await makeDraft(chain, [put('a', { n: 1 })]);
    await submit(chain, third.versionId);
    const [one, last] = [await versionOf(first.versionId), await versionOf(third.versionId)];
    expect(hex(last.contentHash)).toBe(hex(one.contentHash));
    expect(hex(last.versionHash)).not.toBe(hex(one.versionHash));
    const { rows } = await test.db.pool.query('select * from difference_totals($1, 1, 3)', [chain.chainId]);
    expect(rows).toEqual([{ added: 0, changed: 0, removed: 0 }]);
  });
});

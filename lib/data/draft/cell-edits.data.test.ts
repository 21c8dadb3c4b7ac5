import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemData } from '#domain/item/json';
import type { RowEdit } from '#domain/item/row-edit';
import { ATTRIBUTE, SAMPLE as SAMPLED } from '../../../test/support/draft-items';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type ChainHandle, drain, makeChain, makeDraft, put, SELF, submit } from '../../../test/support/world/chain';
import { makeScenario } from '../../../test/support/world/scenario';
import { MASK_TEXT } from '../people/mask';
import { readItemsByKey } from '../version/items-by-key.queries';
import { editItems } from './edit-items.commands';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

const SAMPLE: ItemData = { ...SAMPLED, values: { ID: '1', INCOME: '52000' } };
const INCOME: ItemData = { ...ATTRIBUTE, code: 'INCOME', name: 'Income', column: 'INCOME', securityClass: 'confidential' };

async function draftOf(): Promise<{ chain: ChainHandle; versionId: string; save: (...edits: RowEdit[]) => Promise<string> }> {
  const chain = await makeChain(await makeScenario(test.db), 'sample-selection');
  const { versionId } = await makeDraft(chain, [put('K', SAMPLE), put('L', SAMPLE)]);
  const by = chain.scenario.tester.actor;
  const save = (...edits: RowEdit[]): Promise<string> =>
    editItems(test.db, by, { versionId, editRevision: 0, edits }).then(
      () => 'done',
      (error: { code: string }) => error.code,
    );
  return { chain, versionId, save };
}

async function stored(chain: ChainHandle, key: string): Promise<ItemData> {
  const item = await test.db.prisma.versionItem.findFirstOrThrow({ where: { chainId: chain.chainId, itemKey: key } });
  return item.data as ItemData;
}

describe('cells set by two people at once', () => {
  it('of one row both hold, and the row comes back with both', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { chain, versionId, save } = await draftOf();
      const outcomes = await Promise.all([
        save({ key: 'K', set: { decision: 'include' }, seen: { decision: null } }),
        save({ key: 'K', set: { rationale: 'Largest loan.' }, seen: { rationale: '' } }),
      ]);
      expect(outcomes).toEqual(['done', 'done']);
      const after = { ...SAMPLE, decision: 'include', rationale: 'Largest loan.' };
      expect(await stored(chain, 'K')).toEqual(after);
      const rows = await readItemsByKey(test.db, chain.scenario.tester, { versionId, keys: ['K', 'gone'] });
      expect(rows.map(({ key, data, masked }) => ({ key, data, masked }))).toEqual([{ key: 'K', data: after, masked: [] }]);
      expect((await test.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } })).editRevision).toBe(2);
    }
  });

  it('of one cell hold for one of them, and the other is told', async () => {
    const { chain, save } = await draftOf();
    const set = (decision: string): RowEdit => ({ key: 'K', set: { decision }, seen: { decision: null } });
    const [first, second] = await Promise.all([save(set('include')), save(set('exclude'))]);
    expect([first, second].sort()).toEqual(['done', 'stale_revision']);
    expect((await stored(chain, 'K')).decision).toBe(first === 'done' ? 'include' : 'exclude');
  });

  it('hold on the seen revision alone where nothing is said of the cells', async () => {
    const { save } = await draftOf();
    expect(await save({ key: 'K', set: { decision: 'include' } })).toBe('done');
    expect(await save({ key: 'L', set: { decision: 'include' } })).toBe('stale_revision');
  });

  it('leave all as it was where one of several does not hold', async () => {
    const { chain, versionId, save } = await draftOf();
    await save({ key: 'K', set: { decision: 'include' }, seen: { decision: null } });
    const both: RowEdit[] = [
      { key: 'L', set: { decision: 'exclude' }, seen: { decision: null } },
      { key: 'K', set: { decision: 'exclude' }, seen: { decision: null } },
    ];
    expect(await save(...both)).toBe('stale_revision');
    expect((await stored(chain, 'L')).decision).toBeNull();
    expect((await test.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } })).editRevision).toBe(1);
  });

  it('hold again when they are sent again, with one entry in the trail', async () => {
    const { chain, versionId, save } = await draftOf();
    const edit: RowEdit = { key: 'K', set: { decision: 'include' }, seen: { decision: null } };
    expect([await save(edit), await save(edit)]).toEqual(['done', 'done']);
    expect((await stored(chain, 'K')).decision).toBe('include');
    expect(await test.db.prisma.auditEvent.count({ where: { versionId, kind: 'items_edited' } })).toBe(1);
  });

  it('are refused once the version is submitted, whatever they saw', async () => {
    const { chain, versionId, save } = await draftOf();
    await submit(chain, versionId);
    await drain(chain);
    expect(await save({ key: 'K', set: { decision: 'include' }, seen: { decision: null } })).toBe('not_a_draft');
  });
});

describe('rows with masked values', () => {
  async function masked() {
    const scenario = await makeScenario(test.db);
    const planning = await makeChain(scenario, 'planning', SELF);
    const planned = await makeDraft(planning, [put('INCOME', INCOME)]);
    await submit(planning, planned.versionId);
    const chain = await makeChain(scenario, 'sample-selection');
    const { versionId } = await makeDraft(chain, [put('K', SAMPLE)]);
    return { scenario, chain, versionId };
  }

  it('come back masked to whom reads mask them, and whole to the tester', async () => {
    const { scenario, versionId } = await masked();
    const [hidden] = await readItemsByKey(test.db, scenario.executive, { versionId, keys: ['K'] });
    expect(hidden).toMatchObject({ masked: ['values.INCOME'], data: { values: { ID: '1', INCOME: MASK_TEXT } } });
    const [whole] = await readItemsByKey(test.db, scenario.tester, { versionId, keys: ['K'] });
    expect(whole).toMatchObject({ masked: [], data: SAMPLE });
  });

  it('keep the masked values when another cell is set, and let none be set', async () => {
    const { scenario, chain, versionId } = await masked();
    const save = (edit: RowEdit) => editItems(test.db, scenario.tester.actor, { versionId, editRevision: 0, edits: [edit] });
    await save({ key: 'K', set: { decision: 'include' }, seen: { decision: null } });
    expect(await stored(chain, 'K')).toEqual({ ...SAMPLE, decision: 'include' });
    for (const values of [SAMPLE.values, { ID: '1', INCOME: MASK_TEXT }, {}] as ItemData[]) {
      const refused = { code: 'not_permitted', message: expect.stringContaining('values cannot be edited') as string };
      await expect(save({ key: 'K', set: { values }, seen: { values } })).rejects.toMatchObject(refused);
    }
    expect((await stored(chain, 'K')).values).toEqual(SAMPLE.values);
  });
});

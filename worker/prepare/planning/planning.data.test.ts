import { describe, expect, it } from 'vitest';
import type { DrawParams } from '#contract/draws';
import type { ImportParams } from '#contract/inquiries';
import { versionPlace } from '#data/files/preparation.queries';
import type { ItemData } from '#domain/item/json';
import type { PhaseName } from '#domain/phase/phase-names';
import { attributeSchema } from '#domain/phases/planning/attribute-item';
import { fileFact } from '#domain/phases/planning/facts';
import type { WorkKind } from '#domain/version/commands';
import { HEADER, loansImport, RECORDS, ROWS } from '../../../test/support/planned-loans';
import { carryOut, factsOf, prepareDraft as prepare, setWhere } from '../../../test/support/preparing';
import { storesOfThisFile } from '../../../test/support/stores';
import { type ChainHandle, GATED, makeChain, SELF, submit } from '../../../test/support/world/chain';
import { makeScenario } from '../../../test/support/world/scenario';
import { versionItems } from '../phase/version-reader';

const stores = storesOfThisFile();
const prepareDraft = (chain: ChainHandle, phase: PhaseName) => prepare(chain, stores.storage, phase);
const runWork = (chain: ChainHandle, versionId: string, kind: WorkKind, params: ImportParams | DrawParams) =>
  carryOut(chain, stores.storage, { versionId, kind, params });

async function content(versionId: string): Promise<Map<string, ItemData>> {
  const found = new Map<string, ItemData>();
  for await (const { key, data } of versionItems(stores.db, await versionPlace(stores.db.pool, versionId))) found.set(key, data);
  return found;
}
describe('Planning', () => {
  it('begins empty, is filled by an import, undecided, with the first complete unique column as key', async () => {
    const chain = await makeChain(await makeScenario(stores.db), 'planning', SELF);
    const versionId = await prepareDraft(chain, 'planning');
    expect((await content(versionId)).size).toBe(0);
    await runWork(chain, versionId, 'import', await loansImport(stores.storage, ROWS));
    const attributes = [...(await content(versionId)).values()].map((data) => attributeSchema.parse(data));
    expect(attributes.map(({ code, type, keyOrder, decision }) => [code, type, keyOrder, decision])).toEqual([
      ['AMOUNT', 'integer', null, null],
      ['LOAN_ID', 'integer', 1, null],
      ['PURPOSE', 'code', null, null],
      ['STATE', 'code', null, null],
    ]);
    expect(fileFact(await factsOf(chain, versionId))).toMatchObject({
      read: RECORDS,
      accepted: RECORDS,
      control: RECORDS,
      name: 'loans.csv',
    });
  });

  it('keeps decisions of unchanged attributes when another file is imported, and asks about new ones', async () => {
    const chain = await makeChain(await makeScenario(stores.db), 'planning', SELF);
    const versionId = await prepareDraft(chain, 'planning');
    await runWork(chain, versionId, 'import', await loansImport(stores.storage, ROWS));
    await setWhere(chain, versionId, [], { decision: 'include', risk: 4 });
    const wider = await loansImport(
      stores.storage,
      ROWS.slice(0, 50).map((row) => [...row, 'x']),
      [...HEADER, 'extra'],
    );
    await runWork(chain, versionId, 'import', { ...wider, control: { total: RECORDS } });
    const attributes = await content(versionId);
    expect(attributes.get('AMOUNT')).toMatchObject({ decision: 'include', risk: 4 });
    expect(attributes.get('EXTRA')).toMatchObject({ decision: null });
    const gates = await submit(chain, versionId, {}, GATED);
    expect(gates).toMatchObject({ outcome: 'refused', code: 'gates_open' });
    expect(fileFact(await factsOf(chain, versionId))).toMatchObject({ read: 50, control: RECORDS });
  });
});

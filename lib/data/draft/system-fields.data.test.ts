import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemData } from '#domain/item/json';
import type { RowEdit } from '#domain/item/row-edit';
import type { FieldDefinition, PhaseDefinition } from '#domain/phase/definition';
import { PHASES } from '#domain/phase/phase-names';
import { phaseDefinition } from '#domain/phases/registry';
import { ATTRIBUTE } from '../../../test/support/draft-items';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { draftOf } from '../../../test/support/sample-drafts';
import { makeDraft, put, send, submit } from '../../../test/support/world/chain';
import { probeContent } from '../log/version-content.queries';
import { applyEdits } from './apply-edits';
import { editItems } from './edit-items.commands';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

const RULE: ItemData = {
  code: 'R1',
  name: 'Amount',
  attribute: 'AMOUNT',
  attributes: ['AMOUNT'],
  dimension: 'validity',
  severity: 'high',
  expression: 'AMOUNT > 5',
  rationale: '',
  source: 'data',
  sourceDetail: 'Seen in 80,000 records',
  decision: 'include',
  decisionReason: '',
  problem: null,
  result: null,
  turnedDownBy: null,
  turnedDownReason: '',
  answer: '',
};

/** An item of each phase whose items people add by hand. */
const ITEMS: Readonly<Record<string, ItemData>> = { planning: ATTRIBUTE, 'data-profiling': RULE };

const definitions = PHASES.map(phaseDefinition);

interface Column {
  name: string;
  definition: PhaseDefinition;
  field: FieldDefinition;
}

/** Every column that the server alone sets: whatever is neither a person's to edit nor the item's own key. */
const columns = definitions.flatMap((definition): Column[] =>
  definition.fields.flatMap((field) =>
    field.editable || field.kind === 'key' ? [] : [{ name: `${definition.phase}: ${field.label}`, definition, field }],
  ),
);
const FORGED = 'forged';

function dataOf([change]: ReturnType<typeof applyEdits>): ItemData | null {
  return change?.op === 'put' ? change.data : null;
}

describe('a column that the server sets', () => {
  it('is tried in every phase there is', () => {
    process.stdout.write(`Set by the server alone: ${columns.length} columns of ${definitions.length} phases.\n`);
    expect(columns.length).toBeGreaterThan(30);
    expect(
      definitions
        .filter(({ itemsByHand }) => itemsByHand)
        .map(({ phase }) => phase)
        .sort(),
    ).toEqual(Object.keys(ITEMS).sort());
  });

  it.each(columns)('$name is set by nobody else: no cell, no new item, no item put back', ({ definition, field }) => {
    const item = ITEMS[definition.phase];
    const known = new Map([['K', { ...item, [field.name]: FORGED }]]);
    expect(() => applyEdits(definition, known, [{ key: 'K', set: { [field.name]: FORGED } }])).toThrow('cannot be edited');
    if (item === undefined) {
      expect(() => applyEdits(definition, new Map(), [{ key: 'K', put: { [field.name]: FORGED } }])).toThrow(
        'not added or removed by hand',
      );
      return;
    }
    const key = String(item.code);
    const forged: RowEdit = { key, put: { ...item, [field.name]: FORGED } };
    expect(field.byHand).toBeDefined();
    expect(dataOf(applyEdits(definition, new Map(), [forged]))?.[field.name]).toEqual(field.byHand);
    // The same call may take it out first, and the item may have been taken out before.
    const bare: RowEdit = { key, put: { ...item, name: 'Other', [field.name]: field.byHand ?? null } };
    const back = applyEdits(definition, new Map([[key, item]]), [{ key, remove: true }, bare]);
    expect(dataOf(back)?.[field.name]).toEqual(item[field.name]);
    expect(dataOf(applyEdits(definition, new Map(), [bare], new Map([[key, item]])))?.[field.name]).toEqual(item[field.name]);
  });
});

describe('taking an item out and putting it back', () => {
  const reviewed = async (chainId: string, number: number) => (await probeContent(test.db.pool, chainId, number, ['A'])).get('A')?.data;

  it('sheds neither what a reviewer said of it nor where it came from', async () => {
    const { chain, versionId } = await draftOf(test, 'planning', [['A', ATTRIBUTE]]);
    await submit(chain, versionId);
    await send(chain, chain.scenario.tester, 'reopen_phase', { comment: 'Again.' });
    const turnedDown = { ...ATTRIBUTE, turnedDownBy: 'a reviewer', turnedDownReason: 'Not so.' };
    const draft = await makeDraft(chain, [put('A', turnedDown)]);
    const edit = async (edits: RowEdit[], editRevision: number) =>
      await editItems(test.db, chain.scenario.tester.actor, { versionId: draft.versionId, editRevision, edits });
    await edit([{ key: 'A', remove: true }], 0);
    await edit([{ key: 'A', put: { ...ATTRIBUTE, name: 'Renamed', column: 'another' } }], 1);
    expect(await reviewed(chain.chainId, draft.number)).toEqual({ ...turnedDown, name: 'Renamed' });
  });

  it('puts back what an undo puts back, also in a first draft; nothing of it stays once the draft is submitted', async () => {
    const { chain, versionId } = await draftOf(test, 'planning', [['A', ATTRIBUTE]]);
    const by = chain.scenario.tester.actor;
    await editItems(test.db, by, { versionId, editRevision: 0, edits: [{ key: 'A', remove: true }] });
    await editItems(test.db, by, { versionId, editRevision: 1, edits: [{ key: 'A', put: ATTRIBUTE }] });
    expect(await reviewed(chain.chainId, 1)).toEqual(ATTRIBUTE);
    expect(await test.db.prisma.removedItem.count({ where: { chainId: chain.chainId } })).toBe(1);
    await submit(chain, versionId);
    expect(await test.db.prisma.removedItem.count({ where: { chainId: chain.chainId } })).toBe(0);
  });

  it('gives an attribute that a person adds what the phase says of one made by hand', async () => {
    const { chain, versionId } = await draftOf(test, 'planning', [['A', ATTRIBUTE]]);
    const made = { ...ATTRIBUTE, code: 'B', turnedDownBy: 'nobody', column: 'forged' };
    await editItems(test.db, chain.scenario.tester.actor, { versionId, editRevision: 0, edits: [{ key: 'B', put: made }] });
    const stored = (await probeContent(test.db.pool, chain.chainId, 1, ['B'])).get('B')?.data;
    expect(stored).toMatchObject({ code: 'B', turnedDownBy: null, column: null, position: 0 });
  });
});

import { describe, expect, it } from 'vitest';
import type { ItemData, Json } from '#domain/item/json';
import type { RowEdit } from '#domain/item/row-edit';
import { PHASES } from '#domain/phase/phase-names';
import { phaseDefinition } from '#domain/phases/registry';
import { applyEdits, undoOf } from './apply-edits';

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
  sourceDetail: 'seen',
  decision: 'include',
  decisionReason: '',
  problem: null,
  result: null,
  turnedDownBy: null,
  turnedDownReason: '',
  answer: '',
};
const profiling = phaseDefinition('data-profiling');
const sampling = phaseDefinition('sample-selection');

const apply = (...edits: RowEdit[]) => applyEdits(profiling, new Map([['R1', RULE]]), edits);

/** Every column that a person edits, of every phase. */
const editable = PHASES.flatMap((phase) =>
  phaseDefinition(phase).fields.flatMap(({ name, label, editable: isEditable }) => (isEditable ? [{ phase, name, label }] : [])),
);
const LONG = 'x'.repeat(10_001);

describe('a text that is longer than a cell takes', () => {
  it('is tried in every column that a person edits', () => {
    process.stdout.write(`Longest text: ${editable.length} columns of ${PHASES.length} phases.\n`);
    expect(editable.length).toBeGreaterThan(20);
  });

  it.each(editable)('is refused as $label of $phase', ({ phase, name, label }) => {
    const known = new Map<string, ItemData>([['K', { [name]: '' }]]);
    const set = (value: Json) => () => applyEdits(phaseDefinition(phase), known, [{ key: 'K', set: { [name]: value } }]);
    expect(set(LONG)).toThrow(`K: ${label} must have at most 10,000 characters.`);
    expect(set([{ part: LONG }])).toThrow(`K: ${label} must have at most 10,000 characters.`);
    expect(set(LONG.slice(1))).not.toThrow('characters');
  });

  it('is refused of an item that is added, and left alone where it stands beside what is edited', () => {
    expect(() => apply({ key: 'R2', put: { ...RULE, code: 'R2', rationale: LONG } })).toThrow('Rationale must have at most');
    const long = { ...RULE, rationale: LONG };
    expect(applyEdits(profiling, new Map([['R1', long]]), [{ key: 'R1', set: { name: 'Other' } }])).toHaveLength(1);
  });
});

describe('applyEdits', () => {
  it('sets cells and keeps all others, whoever wrote them', () => {
    expect(apply({ key: 'R1', set: { name: 'Loan amount' } })).toEqual([{ key: 'R1', op: 'put', data: { ...RULE, name: 'Loan amount' } }]);
  });

  it('takes edits of one item one after the other', () => {
    const added = {
      ...RULE,
      code: 'R2',
      source: 'tester',
      sourceDetail: 'Written by the tester',
      attributes: [],
      pack: '',
      activityYear: '',
    };
    expect(apply({ key: 'R2', put: added }, { key: 'R2', set: { severity: 'low' } }, { key: 'R1', remove: true })).toEqual([
      { key: 'R2', op: 'put', data: { ...added, severity: 'low' } },
      { key: 'R1', op: 'remove' },
    ]);
    expect(apply({ key: 'R1', remove: true }, { key: 'R1', put: RULE })).toEqual([]);
  });

  it('takes an item only under its own code', () => {
    const refused = expect.objectContaining({ code: 'invalid_input', detail: 'R2: its code is not its key.' });
    expect(() => apply({ key: 'R2', put: RULE })).toThrow(refused);
  });

  it('lets nobody set what is derived, where a rule came from or who turned it down', () => {
    for (const set of [{ source: 'tester' }, { problem: 'none' }, { result: null }, { turnedDownBy: 'me@example.org' }] as ItemData[]) {
      expect(() => apply({ key: 'R1', set: { name: 'x', ...set } })).toThrow(`${Object.keys(set)[0]} cannot be edited`);
    }
  });

  it('refuses a cell that changed after it was seen, and no other', () => {
    expect(() => apply({ key: 'R1', set: { severity: 'low' }, seen: { severity: 'medium' } })).toThrow(
      'Changed meanwhile: Severity of R1.',
    );
    expect(apply({ key: 'R1', set: { severity: 'low' }, seen: { severity: 'high' } })).toHaveLength(1);
    expect(() => apply({ key: 'R9', set: { severity: 'low' }, seen: { severity: 'high' } })).toThrow('R9 was removed.');
  });

  it('takes a set that was carried out before once more', () => {
    const edit: RowEdit = { key: 'R1', set: { severity: 'high' }, seen: { severity: 'low' } };
    expect(apply(edit)).toEqual([]);
  });

  it('puts no item over one that is there, and says nothing of its content', () => {
    expect(() => apply({ key: 'R1', put: RULE })).toThrow('R1 is there already.');
    expect(() => apply({ key: 'R1', put: { ...RULE, name: 'Other' } })).toThrow('R1 is there already.');
  });

  it('tells nothing of a value that is not a person’s to edit: a right guess is refused like a wrong one', () => {
    const record = { values: { ID: '1', INCOME: '52000' } };
    const guess = (seen: ItemData, set: ItemData): string => {
      try {
        applyEdits(sampling, new Map<string, ItemData>([['K', record]]), [{ key: 'K', set, seen }]);
        return 'taken';
      } catch (error) {
        return String(error);
      }
    };
    const wrong = { values: { ID: '1', INCOME: '1' } };
    for (const set of [record, wrong]) for (const seen of [record, wrong]) expect(guess(seen, set)).toBe(guess(wrong, wrong));
    const named = { 'values.INCOME': '52000' };
    expect(guess(named, named)).toContain('values.INCOME cannot be edited');
  });
});

describe('undoOf', () => {
  it('puts the former cells back and leaves the others', () => {
    const set = { severity: 'low', name: 'Amount' };
    const undo = undoOf('R1', RULE, set);
    expect(undo).toEqual({ key: 'R1', set: { severity: 'high' }, seen: { severity: 'low' } });
    const edited = { ...RULE, ...set, rationale: 'By somebody else.' };
    expect(applyEdits(profiling, new Map([['R1', edited]]), [undo])).toEqual([
      { key: 'R1', op: 'put', data: { ...edited, severity: 'high' } },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import type { ItemRow } from '#contract/views/row-views';
import { ownOrder } from '#domain/phase/own-order';
import { planning } from '#domain/phases/planning/definition';
import { sampleSelection } from '#domain/phases/sample-selection/definition';
import { cellWords, plainWords } from './cell-words';
import { typedValue } from './edit-value';
import { feedbackOf } from './feedback';
import { conditionWords } from './filter-words';
import { type GridColumn, gridColumns, visibleColumns } from './grid-columns';

function row(data: ItemRow['data'], part: Partial<ItemRow> = {}): ItemRow {
  return { key: 'K', data, hash: '', masked: [], verdict: null, feedback: null, openComments: 0, ...part };
}
const ATTRIBUTE = row({
  code: 'RATE',
  position: 3,
  name: 'Rate',
  description: '',
  type: 'decimal',
  format: '',
  requirement: null,
  validValues: [],
  specialValues: ['NA'],
  exhaustive: false,
  keyOrder: null,
  cde: true,
  historicalIssue: false,
  mdrm: '',
  securityClass: null,
  pdes: [],
  risk: 4,
  riskRationale: '',
  column: 'rate',
  decision: 'include',
  decisionReason: '',
  turnedDownBy: null,
  turnedDownReason: '',
  answer: '',
});
const SAMPLE = row({ values: { COUNTY: '031', INCOME: null }, origins: [{ source: 'rule', draw: '$draw/001', by: null }], decision: null });
const attributeColumns = gridColumns(planning, [ATTRIBUTE]);
const sampleColumns = gridColumns(sampleSelection, [SAMPLE]);
function column(columns: readonly GridColumn[], id: string): GridColumn {
  const found = columns.find((each) => each.id === id);
  if (!found) throw new Error(`no column ${id}`);
  return found;
}

describe('people', () => {
  it('are named where a row knows them, and never inside the values of a record', () => {
    const rosa = row(
      { values: { MAIL: 'rosa@bank.example' }, requestedBy: 'rosa@bank.example', turnedDownBy: null, origins: [] },
      { names: { 'rosa@bank.example': 'Rosa Lind' } },
    );
    const columns = gridColumns(sampleSelection, [rosa]);
    expect(cellWords(rosa, column(columns, 'requestedBy')).text).toBe('Rosa Lind');
    expect(cellWords(rosa, column(columns, 'values.MAIL')).text).toBe('rosa@bank.example');
    expect(feedbackOf(rosa)?.by).toBe('Rosa Lind');
  });
});

describe('columns', () => {
  it('spreads a record into one column a source column, and keeps a list of entries as one', () => {
    expect(sampleColumns.map((each) => each.id)).toEqual(expect.arrayContaining(['values.COUNTY', 'values.INCOME', 'origins']));
    expect(sampleColumns.some((each) => each.id === 'values' || each.id.startsWith('origins.'))).toBe(false);
  });
  it('never edits a source column, and shows chosen columns in the phase’s order', () => {
    expect(column(sampleColumns, 'values.COUNTY').field.editable).toBe(false);
    expect(visibleColumns(attributeColumns, ['risk', 'name']).map((each) => each.id)).toEqual(['name', 'risk']);
  });
  it('orders attributes as the report does, and samples by key', () => {
    expect(ownOrder(planning)).toBe('position');
    expect(ownOrder(sampleSelection)).toBe('');
  });
});

describe('cells', () => {
  it('says choices by label, flags as yes or no, blanks as blank and codes with their zeros', () => {
    expect(cellWords(ATTRIBUTE, column(attributeColumns, 'type'))).toMatchObject({ text: 'Decimal', blank: false });
    expect(cellWords(ATTRIBUTE, column(attributeColumns, 'cde')).text).toBe('Yes');
    expect(cellWords(ATTRIBUTE, column(attributeColumns, 'riskRationale')).blank).toBe(true);
    expect(cellWords(SAMPLE, column(sampleColumns, 'values.COUNTY')).text).toBe('031');
  });
  it('says origins in words and never shows JSON or a reserved key', () => {
    expect(cellWords(SAMPLE, column(sampleColumns, 'origins')).text).toBe('Random, draw 001');
    expect(
      plainWords([
        { text: 'Mandatory.', points: 6, source: 'mandatory' },
        { text: 'Risk 9 of 10.', points: 9, source: 'risk' },
        { text: 'Holds a value in 1.5 % of the records.', points: -4, source: 'usage' },
      ]),
    ).toBe('Mandatory +6; Risk 9 of 10 +9; Holds a value in 1.5 % of the records −4');
    expect(
      plainWords([
        { source: 'approver', draw: '$draw/012', by: 'a@b' },
        { source: 'tester', draw: null, by: null },
      ]),
    ).toBe('Asked for by the approver, draw 012; Judgmental');
  });
  it('marks what was masked', () => {
    expect(cellWords({ ...SAMPLE, masked: ['values.COUNTY'] }, column(sampleColumns, 'values.COUNTY')).masked).toBe(true);
  });
});

describe('typed values', () => {
  const type = (id: string, text: string) => typedValue(planning, ATTRIBUTE, column(attributeColumns, id), text);
  it('accepts exactly what the phase’s schema does', () => {
    expect(type('risk', '7')).toEqual({ ok: true, value: 7 });
    expect(type('risk', '11').ok).toBe(false);
    expect(type('risk', 'high').ok).toBe(false);
    expect(type('type', 'date')).toEqual({ ok: true, value: 'date' });
  });
  it('makes a blank null where that is allowed, else an empty text or list', () => {
    expect(type('risk', ' ')).toEqual({ ok: true, value: null });
    expect(type('name', '')).toEqual({ ok: true, value: '' });
    expect(type('validValues', '')).toEqual({ ok: true, value: [] });
  });
  it('reads a list one value a line, without blank lines', () => {
    expect(type('validValues', '1\n 2 \n\n3')).toEqual({ ok: true, value: ['1', '2', '3'] });
  });
});

describe('words of a filter', () => {
  it('names field, comparison and value as people do', () => {
    expect(conditionWords({ field: 'decision', operator: 'is', values: ['include'] }, attributeColumns, 'Attribute')).toBe(
      'Decision is Include',
    );
    expect(conditionWords({ field: 'cde', operator: 'is', values: ['true'] }, attributeColumns, 'Attribute')).toBe('CDE is Yes');
    expect(conditionWords({ field: 'key', operator: 'blank', values: [] }, attributeColumns, 'Attribute')).toBe('Attribute is blank');
    expect(conditionWords({ field: 'called', operator: 'contains', values: ['rate'] }, attributeColumns, 'Attribute')).toBe(
      'Attribute or name contains rate',
    );
    expect(conditionWords({ field: 'values.STATE', operator: 'is', values: ['CA'] }, attributeColumns, 'Record')).toBe('STATE is CA');
  });
});

describe('feedback', () => {
  it('prefers the reviewer’s standing verdict, then what the item carries, then who asked for it', () => {
    const by = { id: null, name: 'Rosa', role: 'report_owner' };
    const verdict = { verdict: 'rejected', reason: 'Old', by, at: '2026-01-01T00:00:00Z', versionNumber: 2, inherited: false } as const;
    expect(feedbackOf(row({ turnedDownBy: 'x@y' }, { feedback: verdict }))).toMatchObject({
      kind: 'turned-down',
      by: 'Rosa',
      versionNumber: 2,
    });
    expect(feedbackOf(row({ turnedDownBy: 'x@y', turnedDownReason: 'No' }))).toMatchObject({
      kind: 'turned-down',
      by: 'x@y',
      reason: 'No',
    });
    expect(feedbackOf(row({ requestedBy: 'x@y', requestReason: 'More' }))).toMatchObject({ kind: 'requested', reason: 'More' });
    expect(feedbackOf(row({ requestedBy: null }))).toBeNull();
  });
});

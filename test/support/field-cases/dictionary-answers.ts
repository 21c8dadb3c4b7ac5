import { expect } from 'vitest';
import { type Answer, attributeOf, failuresOf, faultsOf } from './field-case';

/** Dictionaries: lists of values, workbooks, schemas. */
export const DICTIONARY_ANSWERS: Readonly<Record<string, Answer>> = {
  'dict-labels': async (given) => {
    const outcome = await given.imported();
    expect(attributeOf(outcome, 'SEX').validValues).toEqual(['1', '2']);
    expect(attributeOf(outcome, 'EDU').validValues).toEqual(['1', '2', '3']);
    expect(faultsOf(outcome)).toEqual(['value 3 9', 'value 4 3']);
    const preview = await given.preview();
    expect(preview.columns.find((column) => column.code === 'SEX')?.validValues).toEqual(['1', '2']);
    expect(failuresOf(await given.rules(outcome), 'SEX.valid-values', 'EDU.valid-values')).toEqual({
      'SEX.valid-values': '1 of 3',
      'EDU.valid-values': '1 of 3',
    });
    const mended = await given.imported({ values: { SEX: ['1', '2', '3'] } });
    expect(faultsOf(mended)).toEqual(['value 3 9']);
  },

  'dict-range': async (given) => {
    const outcome = await given.imported();
    expect(faultsOf(outcome)).toEqual(['value 4 200', 'value 4 Z']);
    expect(attributeOf(outcome, 'AGE')).toMatchObject({ type: 'integer', exhaustive: true });
    expect(failuresOf(await given.rules(outcome), 'AGE.valid-values', 'GRADE.valid-values')).toEqual({
      'AGE.valid-values': '1 of 3',
      'GRADE.valid-values': '1 of 3',
    });
  },

  'frictionless-schema': async (given) => {
    const outcome = await given.imported();
    expect(outcome.attributes).toHaveLength(3);
    expect(attributeOf(outcome, 'ID')).toMatchObject({ requirement: 'mandatory', keyOrder: 1, type: 'text' });
    expect(attributeOf(outcome, 'AMOUNT')).toMatchObject({ requirement: 'mandatory', type: 'decimal' });
    expect(attributeOf(outcome, 'STATUS')).toMatchObject({ validValues: ['open', 'closed'], exhaustive: true });
    expect(outcome.file.key).toEqual(['id']);
    expect(faultsOf(outcome)).toEqual(['type 3 x', 'value 3 shut']);
  },

  'trailing-space-codes': async (given) => {
    const outcome = await given.imported();
    const values = outcome.faults.first.filter((fault) => fault.kind === 'value');
    expect(values.map((fault) => fault.value)).toEqual(['1 ', ' 2', '3']);
    expect(values.map((fault) => fault.message)).toEqual([
      'Not among the valid values: it differs from “1” by spaces.',
      'Not among the valid values: it differs from “2” by spaces.',
      'Not among the valid values.',
    ]);
  },

  'xlsx-duplicate-entry': async (given) => {
    const outcome = await given.imported();
    expect(outcome.mapping.unmatchedEntries).toEqual(['4 amount', '6 closed']);
    expect(attributeOf(outcome, 'AMOUNT')).toMatchObject({ type: 'decimal', description: 'old' });
  },

  'xlsx-formula-cells': async (given) => {
    const outcome = await given.imported();
    expect(attributeOf(outcome, 'COUNTY')).toMatchObject({ validValues: [], description: '' });
    expect(outcome.mapping.byName).toBe(4);
  },

  'xlsx-hidden-first-sheet': async (given) => {
    const outcome = await given.imported();
    expect(outcome.mapping.byName).toBe(4);
    expect(attributeOf(outcome, 'ID').type).toBe('text');
    const preview = await given.preview();
    expect(preview.sheet).toBe('Current');
    expect(preview.sheets).toEqual([
      { name: 'Old', hidden: true, entries: 2 },
      { name: 'Current', hidden: false, entries: 4 },
    ]);
    expect(preview.notes.join(' ')).toContain('Current');
    const chosen = await given.imported({ sheet: 'Old' });
    expect(attributeOf(chosen, 'ID').type).toBe('integer');
  },

  'xlsx-merged-header': async (given) => {
    const outcome = await given.imported();
    expect(outcome.attributes.map((attribute) => attribute.code)).toEqual(['ID', 'COUNTY', 'AMOUNT', 'OPENED']);
    expect(outcome.mapping.byName).toBe(4);
  },

  'xlsx-oracle-types': async (given) => {
    const outcome = await given.imported();
    expect(attributeOf(outcome, 'ID')).toMatchObject({ type: 'text', keyOrder: 1, requirement: 'mandatory' });
    expect(['code', 'text']).toContain(attributeOf(outcome, 'COUNTY').type);
    expect((await given.records(outcome)).map((fields) => fields[1])).toEqual(['031', '007']);
    expect(attributeOf(outcome, 'AMOUNT')).toMatchObject({ type: 'decimal', cde: true });
    expect(attributeOf(outcome, 'OPENED')).toMatchObject({ type: 'date', format: 'yyyy-mm-dd' });
    expect(outcome.mapping.unmatchedEntries).toEqual(['6 Notes: CDE = critical']);
    expect(outcome.faults.total).toBe(0);
  },

  'xlsx-swapped': async (given) => {
    const outcome = await given.imported();
    expect(outcome.mapping).toMatchObject({ byName: 4, unmatchedColumns: [], unmatchedEntries: [] });
    expect(outcome.file.key).toEqual(['ID']);
  },
};

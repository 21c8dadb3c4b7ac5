import { expect } from 'vitest';
import { type Answer, attributeOf, failuresOf, faultsOf } from './field-case';

/** Types, numbers, dates and keys. */
export const VALUE_ANSWERS: Readonly<Record<string, Answer>> = {
  'ambiguous-date': async (given) => {
    const preview = await given.preview();
    expect(preview.columns[1]).toMatchObject({ type: 'date', format: '' });
    expect(preview.columns[1]?.asks).toMatchObject(['mm/dd/yyyy', 'dd/mm/yyyy']);
    const outcome = await given.imported({ formats: { WHEN: 'dd/mm/yyyy' } });
    expect(attributeOf(outcome, 'WHEN')).toMatchObject({ type: 'date', format: 'dd/mm/yyyy' });
    expect(outcome.faults.total).toBe(0);
  },

  'bool-date-excel': async (given) => {
    expect(faultsOf(await given.imported())).toEqual(['type 2 45292', 'type 3 45293']);
  },

  'date-types': async (given) => {
    const outcome = await given.imported();
    expect(faultsOf(outcome)).toEqual(['type 3 20230229', 'type 7 00000000']);
    expect(failuresOf(await given.rules(outcome), 'R1', 'R2', 'R3')).toEqual({ R1: '4 of 6', R2: '2 of 5', R3: '4 of 6' });
  },

  'dup-key-population': async (given) => {
    const outcome = await given.imported();
    expect(outcome.file.accepted).toBe(4);
    expect(await given.keys(outcome)).toEqual(['A', 'A#2', 'A#3', 'B']);
    expect(failuresOf(await given.rules(outcome), 'R1')).toEqual({ R1: '2 of 4' });
  },

  'late-ddmm': async (given) => {
    const outcome = await given.imported();
    expect(attributeOf(outcome, 'WHEN')).toMatchObject({ type: 'date', format: 'dd/mm/yyyy' });
    expect(outcome.faults.total).toBe(0);
  },

  'leading-zeros': async (given) => {
    const outcome = await given.imported();
    expect(attributeOf(outcome, 'BRANCH')).toMatchObject({ type: 'code' });
    expect((await given.records(outcome)).map(([branch]) => branch)).toEqual(['007', '031', '100']);
  },

  'long-ids': async (given) => {
    const outcome = await given.imported();
    expect(attributeOf(outcome, 'ACCOUNT').type).toBe('text');
    expect((await given.records(outcome))[6]?.[0]).toBe('90210000000000000000000007');
    const results = await given.rules(outcome, { WHOLE: 'ACCOUNT is integer', NUMBER: 'ACCOUNT is number' });
    for (const [code, result] of results) expect(result, code).toMatchObject({ status: 'ran', failed: 0 });
    const whole = await given.imported({ types: { ACCOUNT: 'integer' } });
    expect(whole.faults.total).toBe(0);
    for (const [code, result] of await given.rules(whole)) expect(result, code).toMatchObject({ status: 'ran', failed: 0 });
  },

  'parquet-small-doubles': async (given) => {
    const outcome = await given.imported();
    const values = (await given.records(outcome)).map((fields) => fields[1]);
    expect(values).toContain('0.00001');
    expect(values).toContain('25000000000000000');
    expect(outcome.faults.first.map(({ kind, value }) => `${kind} ${value}`)).toEqual(['type nan']);
    expect(failuresOf(await given.rules(outcome, { R: 'RATE is number' }), 'R')).toEqual({ R: '1 of 5' });
  },

  'sci-numbers': async (given) => {
    const outcome = await given.imported();
    expect(attributeOf(outcome, 'AMOUNT')).toMatchObject({ type: 'decimal', format: 'scientific' });
    expect(outcome.faults.total).toBe(0);
    expect((await given.preview()).columns[1]?.readings).toEqual([
      { written: '1e+05', read: '100000' },
      { written: '3e+05', read: '300000' },
    ]);
    expect(failuresOf(await given.rules(outcome), 'R1', 'R2', 'AMOUNT.type')).toEqual({
      R1: '0 of 5',
      R2: '0 of 5',
      'AMOUNT.type': '0 of 5',
    });
    expect(await given.profile(outcome, 'AMOUNT')).toMatchObject({ mean: '80569.9', min: '99.5', max: '300000', wrongType: 0 });
  },

  'semicolon-decimal-comma': async (given) => {
    const outcome = await given.imported();
    expect(attributeOf(outcome, 'AMOUNT')).toMatchObject({ type: 'decimal', format: '1.234,56' });
    expect(attributeOf(outcome, 'WHEN')).toMatchObject({ type: 'date', format: 'dd.mm.yyyy' });
    expect(outcome.faults.total).toBe(0);
    const results = await given.rules(outcome, {
      SET: "if ID = 'A1' then AMOUNT = 1234.56",
      NEGATIVE: "if ID = 'A2' then AMOUNT = -7",
      HALF: "if ID = 'A3' then AMOUNT = 0.5",
    });
    expect(failuresOf(results, 'SET', 'NEGATIVE', 'HALF')).toEqual({ SET: '0 of 1', NEGATIVE: '0 of 1', HALF: '0 of 1' });
  },

  'text-narrowed': async (given) => {
    const outcome = await given.imported();
    expect(attributeOf(outcome, 'REF').type).toBe('text');
    expect(outcome.faults.total).toBe(0);
    expect((await given.rules(outcome)).has('REF.type')).toBe(false);
  },
};

import { expect, it } from 'vitest';
import type { ItemRow } from '#contract/views/row-views';
import { answeredRows, claimOf, emptyForm, missingIn } from './supply-form';

const row = (key: string): ItemRow => ({ key, data: {}, hash: key, masked: [], verdict: null, feedback: null, openComments: 0 });

it('asks for what an extract says of itself, and of other evidence for its date alone', () => {
  const picture = emptyForm('png');
  expect(picture.sort).toBe('picture');
  expect(missingIn(picture, 1)).toBe('Say as of when it holds.');
  expect(missingIn({ ...picture, asOf: '2026-09-30' }, 0)).toBe('Choose at least one case that it answers.');
  expect(missingIn({ ...picture, asOf: '2026-09-30' }, 1)).toBeNull();
  const extract = { ...emptyForm('csv'), asOf: '2026-09-30' };
  expect(missingIn(extract, 1)).toMatch(/query/);
  const said = { ...extract, query: 'select …', ranOn: '2026-10-01', rows: '12 ' };
  expect(missingIn({ ...said, rows: 'many' }, 1)).toMatch(/rows/);
  expect(missingIn(said, 1)).toBeNull();
  expect(claimOf(said, 'e', { LOAN_ID: 'Loan no.' })).toMatchObject({
    evidenceId: 'e',
    columns: { LOAN_ID: 'Loan no.' },
    stated: null,
    extraction: { query: 'select …', ranOn: '2026-10-01', rows: 12 },
  });
  expect(claimOf({ ...picture, stated: ' 4.25 ' }, 'e', {})).toMatchObject({ stated: '4.25', extraction: null });
});

it('records a file for the cases chosen, or for those of the open ones in which it was found', () => {
  const found = [
    { itemKey: 'A', result: 'pass', value: 'found', at: null },
    { itemKey: 'B', result: 'warning', value: 'weak', at: null },
    { itemKey: 'C', result: 'pass', value: 'found', at: null },
  ] as const;
  const rows = { open: [row('A'), row('B'), row('D')], chosen: [row('D')], found };
  expect(answeredRows('chosen', rows).map(({ key }) => key)).toEqual(['D']);
  expect(answeredRows('found', rows).map(({ key }) => key)).toEqual(['A']);
  expect(answeredRows('partly', rows).map(({ key }) => key)).toEqual(['A', 'B']);
});

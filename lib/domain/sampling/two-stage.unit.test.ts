import { describe, expect, it } from 'vitest';
import { HMDA_TABLE, type TwoStageRow, type TwoStageTable, twoStageProblem, twoStageRow, twoStageSizes } from './two-stage';

function sizes(count: number): number[] | null {
  const row = twoStageRow(HMDA_TABLE, count);
  if (row === null) return null;
  const { firstStage, total, resubmission } = twoStageSizes(row, count);
  return [firstStage, total, resubmission];
}

describe('the HMDA table', () => {
  it('gives what public text confirms', () => {
    expect(HMDA_TABLE.initialThreshold).toBe(2);
    expect(sizes(12)).toEqual([12, 12, 3]);
    expect(sizes(28)?.[1]).toBe(28);
    expect(sizes(40)?.[1]).toBe(30);
    expect(sizes(100_001)?.slice(0, 2)).toEqual([61, 159]);
    expect(sizes(0)).toBeNull();
  });
  it('says of every other figure that it is not confirmed', () => {
    expect(sizes(80_000)).toEqual([30, 79, 4]);
    for (const row of HMDA_TABLE.rows) expect(row.unconfirmed.length > 0).toBe(row.from > 24);
    expect(HMDA_TABLE.caveat).toBe('Confirm against the FFIEC guidelines (August 2017).');
  });
  it('covers every size once, without gap, and never samples more than there is', () => {
    let next = 1;
    for (const row of HMDA_TABLE.rows) {
      expect(row.from).toBe(next);
      next = (row.to ?? 0) + 1;
      for (const count of [row.from, row.to ?? 5_000_000]) {
        const [first = 0, total = 0] = sizes(count) ?? [];
        expect(first).toBeLessThanOrEqual(total);
        expect(total).toBeLessThanOrEqual(count);
      }
    }
    expect(HMDA_TABLE.rows.at(-1)?.to).toBeNull();
  });
});

const row: TwoStageRow = { from: 1, to: null, firstStage: 5, total: 8, resubmission: 3, unconfirmed: [], note: '' };
const table = (...rows: Partial<TwoStageRow>[]): TwoStageTable => ({ ...HMDA_TABLE, rows: rows.map((each) => ({ ...row, ...each })) });

describe('a table that somebody states', () => {
  it('is one where every population has one row and no stage is larger than the whole', () => {
    expect(twoStageProblem(HMDA_TABLE)).toBeNull();
    expect(twoStageProblem(table({ to: 10, firstStage: null, total: null }, { from: 11 }))).toBeNull();
  });
  it.each([
    ['The row for 12 and more records must begin at 11, where the row before it ends.', table({ to: 10 }, { from: 12 })],
    ['The row for 10 and more records must begin at 11, where the row before it ends.', table({ to: 10 }, { from: 10 })],
    ['The row for 1 to 0 records ends before it begins.', table({ to: 0 }, { from: 1 })],
    ['The row for 11 and more records comes after one without an end.', table({}, { from: 11 })],
    ['The last row must have no end, so that every population has a row.', table({ to: 10 })],
    ['The row for 1 and more records has a first stage that is larger than the whole sample.', table({ firstStage: 9 })],
    ['The row for 1 and more records has a first stage that is larger than the whole sample.', table({ firstStage: null })],
    ['The row for 1 and more records tests all records, so that its first stage is all of them too.', table({ total: null })],
    [
      'The row for 1 and more records indicates resubmission at fewer errors than lead to the second stage (2).',
      table({ resubmission: 1 }),
    ],
    ['The last row must have no end, so that every population has a row.', table()],
  ])('is none: %s', (problem, stated) => {
    expect(twoStageProblem(stated)).toBe(problem);
  });
});

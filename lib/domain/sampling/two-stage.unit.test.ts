import { describe, expect, it } from 'vitest';
import { HMDA_TABLE, twoStageRow, twoStageSizes } from './two-stage';

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

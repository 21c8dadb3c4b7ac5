import { describe, expect, it } from 'vitest';
import { saveTwoStageTableInput } from '#contract/two-stage-inputs';
import { HMDA_TABLE } from '#domain/sampling/two-stage';
import { beginnings, draftOf, type RowDraft, tableOfDraft, withRow } from './two-stage-draft';

const draft = draftOf(HMDA_TABLE);
const changed = (at: number, change: Partial<RowDraft>) => ({
  ...draft,
  rows: draft.rows.map((row, each) => (each === at ? { ...row, ...change } : row)),
});
const blocked = (of: typeof draft) => {
  const read = tableOfDraft(of);
  return 'blocked' in read ? read.blocked : null;
};

describe('a two-stage table while it is edited', () => {
  it('comes to the table it was made from, as the server takes it', () => {
    expect(tableOfDraft(draft)).toEqual({ table: HMDA_TABLE });
    expect(saveTwoStageTableInput.parse({ table: HMDA_TABLE, reason: 'As it is' }).table).toEqual(HMDA_TABLE);
  });
  it('has its rows follow each other: a changed end moves the next beginning', () => {
    const read = tableOfDraft(changed(1, { to: '60' }));
    expect('table' in read && read.table.rows.slice(1, 3).map(({ from, to }) => [from, to])).toEqual([
      [25, 60],
      [61, 100],
    ]);
    expect(beginnings(changed(1, { to: '' }).rows).slice(0, 4)).toEqual([1, 25, null, 101]);
  });
  it('gets a row before the last, which asks for its figures', () => {
    const more = withRow(draft);
    expect(more.rows).toHaveLength(draft.rows.length + 1);
    expect(more.rows.at(-1)).toBe(draft.rows.at(-1));
    expect(new Set(more.rows.map(({ id }) => id)).size).toBe(more.rows.length);
    expect(blocked(more)).toBe('Row 8: state at how many errors resubmission is indicated.');
  });
  it('says by row what cannot be read', () => {
    expect(blocked({ ...draft, name: ' ' })).toBe('Name the table.');
    expect(blocked({ ...draft, initialThreshold: 'two' })).toBe('State from how many errors the second stage is tested.');
    expect(blocked(changed(2, { total: '3o' }))).toBe('Row 3: “In all” must be a whole number above zero.');
    expect(blocked(changed(0, { to: '' }))).toBe('Row 1: state up to how many records it is for.');
    expect(blocked(changed(7, { firstStage: '160' }))).toBe(
      'The row for 100,001 and more records has a first stage that is larger than the whole sample.',
    );
  });
});

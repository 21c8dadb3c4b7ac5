import { describe, expect, it } from 'vitest';
import type { ItemHistoryEntry } from '#contract/views/version-views';
import { blameOf } from './blame';

function entry(number: number, kind: ItemHistoryEntry['kind'], fields: readonly string[] = [], inLine = true): ItemHistoryEntry {
  return {
    versionId: `v${number}`,
    number,
    inLine,
    kind,
    cells: fields.map((field) => ({ field, label: field, before: '1', after: '2', masked: false })),
    at: '',
    authors: [],
    listed: false,
    answers: [],
  };
}
const FIELDS = ['decision', 'risk', 'name'].map((field) => ({ field, label: field }));
const numbers = (history: readonly ItemHistoryEntry[]) => blameOf(history, FIELDS).map((blame) => [blame.field, blame.entry.number]);

describe('who last changed a cell', () => {
  it('is the newest version that changed it, else the one that brought the item', () => {
    expect(numbers([entry(5, 'changed', ['risk']), entry(4, 'changed', ['risk', 'decision']), entry(1, 'added')])).toEqual([
      ['decision', 4],
      ['risk', 5],
      ['name', 1],
    ]);
  });

  it('is no version beside its own line', () => {
    expect(numbers([entry(3, 'changed', ['risk'], false), entry(1, 'added')])).toEqual([
      ['decision', 1],
      ['risk', 1],
      ['name', 1],
    ]);
  });

  it('is nobody from before the item was removed and came back', () => {
    expect(
      numbers([entry(4, 'added'), entry(3, 'removed'), entry(2, 'changed', ['risk']), entry(1, 'added')]).map(([, number]) => number),
    ).toEqual([4, 4, 4]);
  });
});

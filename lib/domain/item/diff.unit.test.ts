import { describe, expect, it } from 'vitest';
import { diffCells } from './diff';

describe('diffCells', () => {
  it('names the columns of a record one by one and ignores the order of members', () => {
    const before = { values: { COUNTY: '031', STATE: 'VA' }, lob: 'Retail', size: { by: 'hand', count: 3 } };
    const after = { values: { STATE: 'VA', COUNTY: '31' }, lob: 'Retail', size: { count: 3, by: 'hand' } };
    expect(diffCells(before, after)).toEqual([{ field: 'values.COUNTY', before: '031', after: '31' }]);
  });

  it('lists every cell of what was added', () => {
    expect(diffCells(null, { a: 1, b: null }).map((cell) => cell.field)).toEqual(['a', 'b']);
  });
});

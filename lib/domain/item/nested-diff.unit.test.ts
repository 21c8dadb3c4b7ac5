import { describe, expect, it } from 'vitest';
import type { Json } from './json';
import { innerChanges } from './nested-diff';

const told = (before: Json, after: Json) =>
  innerChanges(before, after).map(({ kind, name, before: from, after: to }) => [kind, name, from, to]);

describe('what changed inside a cell', () => {
  it('finds the members of a list again by what names them, and tells their own fields', () => {
    const before = [
      { column: 'LOANS.AMT', source: 'LOS', mapping: 'direct' },
      { column: 'LOANS.RATE', source: 'LOS', mapping: 'direct' },
    ];
    const after = [
      { column: 'LOANS.RATE', source: 'LOS', mapping: 'calculated' },
      { column: 'LOANS.TERM', source: 'LOS', mapping: 'direct' },
    ];
    expect(told(before, after)).toEqual([
      ['removed', 'LOANS.AMT', { source: 'LOS', mapping: 'direct' }, null],
      ['changed', 'LOANS.RATE: mapping', 'direct', 'calculated'],
      ['added', 'LOANS.TERM', null, { source: 'LOS', mapping: 'direct' }],
    ]);
  });

  it('counts members that nothing names as come or gone, whatever their place', () => {
    expect(told(['1', '2', '3'], ['3', '1', '9'])).toEqual([
      ['removed', '', '2', null],
      ['added', '', null, '9'],
    ]);
    expect(told([{ points: 1 }, { points: 2 }], [{ points: 2 }])).toEqual([['removed', '1', { points: 1 }, null]]);
  });

  it('says that only the order changed', () => {
    expect(told(['1', '2'], ['2', '1'])).toEqual([['changed', 'order', ['1', '2'], ['2', '1']]]);
  });

  it('compares records field by field, and takes a blank side for an empty one', () => {
    expect(told({ a: '1', b: '2' }, { a: '1', b: '3', c: '4' })).toEqual([
      ['changed', 'b', '2', '3'],
      ['added', 'c', null, '4'],
    ]);
    expect(told(null, ['1'])).toEqual([['added', '', null, '1']]);
    expect(told([{ name: 'x' }], '')).toEqual([['removed', 'x', 'x', null]]);
  });

  it('has nothing to tell of simple values', () => {
    expect(told('1', '2')).toEqual([]);
    expect(told(null, '2')).toEqual([]);
  });
});

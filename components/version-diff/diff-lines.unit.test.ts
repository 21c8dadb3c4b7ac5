import { describe, expect, it } from 'vitest';
import type { DiffRow } from '#contract/views/diff-views';
import { linesOf } from './diff-lines';

function row(key: string, folded = 0, isFact = false): DiffRow {
  return { key, kind: 'changed', isFact, label: null, before: null, after: null, cells: [], context: false, folded, reviewed: false };
}
const told = (lines: ReturnType<typeof linesOf>) =>
  lines.map((line) => (line.fold ? `${line.fold.count} between ${line.fold.after} and ${line.fold.before}` : line.row.key));

describe('the lines of a comparison', () => {
  it('put a fold where rows were left out, also at the end', () => {
    expect(told(linesOf([row('$population', 0, true), row('B', 3), row('F', 7)], 2, new Map()))).toEqual([
      '$population',
      '3 between null and B',
      'B',
      '7 between B and F',
      'F',
      '2 between F and null',
    ]);
  });

  it('put what was unfolded in its place, and fold the rest from there on', () => {
    const first = linesOf([row('B', 3)], 0, new Map([['fold before B', [row('A1')]]]));
    expect(told(first)).toEqual(['A1', '2 between A1 and B', 'B']);
    expect(told(linesOf([row('B', 2)], 0, new Map([['fold before B', [row('A1'), row('A2')]]])))).toEqual(['A1', 'A2', 'B']);
  });

  it('put new facts of one kind in one line until it is opened, and leave one alone as it is', () => {
    const draw = (key: string): DiffRow => ({ ...row(key, 0, true), kind: 'added' });
    const rows = [draw('$draw/001'), draw('$draw/002'), row('$population', 0, true), row('A')];
    const nounOf = (key: string) => (key.startsWith('$draw/') ? { one: 'draw', many: 'draws' } : null);
    const lines = linesOf(rows, 0, new Map(), nounOf);
    expect(lines.map((line) => line.row?.key ?? line.fold?.facts?.rows.length)).toEqual([2, '$population', 'A']);
    const opened = new Map([[lines[0]?.key ?? '', []]]);
    expect(told(linesOf(rows, 0, opened, nounOf))).toEqual(['$draw/001', '$draw/002', '$population', 'A']);
    expect(told(linesOf(rows.slice(1), 0, new Map(), nounOf))).toEqual(['$draw/002', '$population', 'A']);
  });

  it('have unique keys', () => {
    const lines = linesOf([row('A', 1), row('B', 1)], 1, new Map());
    expect(new Set(lines.map((line) => line.key)).size).toBe(lines.length);
  });
});

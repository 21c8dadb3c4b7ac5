import { describe, expect, it } from 'vitest';
import { inWords } from './redraw';

const DRAW = { draw: '$draw/001', method: 'random, hash-rank/1', seed: 'abc', records: 59, difference: null };

describe('inWords', () => {
  it('says identical, with changes by hand apart', () => {
    const text = inWords({ versionId: 'v', number: 2, draws: [DRAW], byHand: ['record 7 was excluded: lost'] });
    expect(text).toBe(
      'Sample Selection, version 2 (v)\n  $draw/001: random, hash-rank/1, seed abc, 59 records: identical\n  changed by hand:\n    record 7 was excluded: lost\n  identical\n',
    );
  });

  it('names the first difference of a draw', () => {
    const text = inWords({
      versionId: 'v',
      number: 1,
      draws: [DRAW, { ...DRAW, draw: '$draw/002', difference: '58 records come out, recorded 59' }],
      byHand: [],
    });
    expect(text).toContain('$draw/002: random, hash-rank/1, seed abc, 59 records: DIFFERENT: 58 records come out, recorded 59');
    expect(text.endsWith('  not identical\n')).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { type Cut, sampleOfCuts } from './cuts';

const TABLES = ['chain', 'version', 'receipt', 'version_item'] as const;
const CUTS = TABLES.flatMap((table): Cut[] => [
  [table, 'Worker'],
  [table, 'PostgreSQL'],
  [table, 'Temporal', 'Web'],
]);

describe('a sample of cuts', () => {
  it('holds every table once and kills every process somewhere', () => {
    for (let seed = 0; seed < 12; seed++) {
      const sample = sampleOfCuts(CUTS, seed);
      expect(sample.map(([table]) => table)).toEqual([...TABLES]);
      expect(new Set(sample.flatMap(([, ...victims]) => victims))).toEqual(new Set(['Worker', 'PostgreSQL', 'Temporal', 'Web']));
    }
  });

  it('is the same for the same seed, and comes to every cut with as many seeds as a table has cuts', () => {
    expect(sampleOfCuts(CUTS, 2_147_483_647)).toEqual(sampleOfCuts(CUTS, 2_147_483_647));
    expect(new Set([0, 1, 2].flatMap((seed) => sampleOfCuts(CUTS, seed)))).toEqual(new Set(CUTS));
  });

  it('takes what there is where a table has fewer cuts', () => {
    expect(sampleOfCuts([['receipt', 'Worker'], ...CUTS.slice(0, 2)], 1)).toEqual([
      ['receipt', 'Worker'],
      ['chain', 'Worker'],
    ]);
  });
});

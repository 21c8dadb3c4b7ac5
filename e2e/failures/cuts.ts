import type { HeldTable } from './held-table';
import type { Killable } from './killing';

/** Where a process is cut off: right before the first write to a table; and which processes die there, at the same moment. */
export type Cut = readonly [HeldTable, ...Killable[]];

/**
 * A cut for every table, in the order given; of a table's cuts the next one from table to table, beginning at the seed. So
 * each run covers every table, neighbouring tables lose different processes, and successive seeds come to every cut.
 */
export function sampleOfCuts(cuts: readonly Cut[], seed: number): readonly Cut[] {
  const tables = [...new Set(cuts.map(([table]) => table))];
  return tables.flatMap((name, place) => {
    const ofTable = cuts.filter(([table]) => table === name);
    return ofTable.slice((seed + place) % ofTable.length).slice(0, 1);
  });
}

/** The cuts this run is about: all where COUNTERSIGN_KILLS is `all`, else a sample by COUNTERSIGN_TEST_SEED. */
export function cutsOfThisRun(cuts: readonly Cut[]): readonly Cut[] {
  return process.env.COUNTERSIGN_KILLS === 'all' ? cuts : sampleOfCuts(cuts, Number(process.env.COUNTERSIGN_TEST_SEED ?? 0));
}

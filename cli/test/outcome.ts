import type { FileTime } from './slowest';
import { addTallies, type Tally } from './tally';

/** What a run of tests gave: its counts, and what each of its files took. */
export interface Outcome {
  tally: Tally;
  files: readonly FileTime[];
}

/** Counts and files of several runs together. */
export function addOutcomes(...outcomes: readonly Outcome[]): Outcome {
  return { tally: addTallies(...outcomes.map(({ tally }) => tally)), files: outcomes.flatMap(({ files }) => files) };
}

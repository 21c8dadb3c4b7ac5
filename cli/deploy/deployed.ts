import type { Difference } from './running-runs';

/** A run by name. */
export interface NamedRun {
  run: string;
  workflowId: string;
}

/** What came of giving runs to a build, or of asking whether they could be. */
export interface Deployed {
  build: string;
  /** The build that was current; null where none was. */
  before: string | null;
  /** `current`: it was current already. */
  outcome: 'replays' | 'differs' | 'switched' | 'current';
  /** How many runs were replayed; null where that was not necessary. */
  replayed: number | null;
  /** How many of them take other steps, and where the first of these do. */
  differing: number;
  differences: (NamedRun & Pick<Difference, 'event' | 'sentence'>)[];
  /** Runs for which other builds still have something in hand. */
  underWay: NamedRun[];
  /** Workers of other builds that nothing needs any more. */
  mayStop: { build: string | null; workers: string[] }[];
}

/**
 * How often a property is tried, and from which seed: settings for fast-check. `full` is the count that the property is
 * meant to hold for; a run of all tests tries `usual`, which is the full count unless that takes long.
 * `./countersign test property --runs all` tries every one in full, `--runs N` each N times.
 */
export function propertyRuns(full: number, usual: number = full): { numRuns: number; seed?: number } {
  const asked = process.env.COUNTERSIGN_PROPERTY_RUNS;
  const numRuns = asked === undefined ? usual : asked === 'all' ? full : Number(asked);
  const seed = process.env.COUNTERSIGN_TEST_SEED;
  return seed === undefined ? { numRuns } : { numRuns, seed: Number(seed) };
}

/**
 * How often a property is tried: a setting for fast-check, whose seed is that of the run (seeded-properties). `full` is the
 * count that the property is meant to hold for; a run of all tests tries `usual`, which is the full count unless that takes long.
 * `./countersign test property --runs all` tries every one in full, `--runs N` each N times.
 */
export function propertyRuns(full: number, usual: number = full): { numRuns: number } {
  const asked = process.env.COUNTERSIGN_PROPERTY_RUNS;
  return { numRuns: asked === undefined ? usual : asked === 'all' ? full : Number(asked) };
}

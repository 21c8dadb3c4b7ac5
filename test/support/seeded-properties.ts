import fc from 'fast-check';

/** Draws every property from the seed of the run, those included that state no settings of their own: one commit, one set of cases. */
const seed = process.env.COUNTERSIGN_TEST_SEED;
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) });

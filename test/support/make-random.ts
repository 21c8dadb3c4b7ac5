import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Whole numbers below a bound, drawn from the seed of the run: one commit, one set of cases. */
export function makeRandom(): (bound: number) => number {
  const generator = xoroshiro128plus(Number(process.env.COUNTERSIGN_TEST_SEED ?? 1));
  return (bound) => uniformInt(generator, 0, bound - 1);
}

import { describe, expect, it } from 'vitest';
import { affectsBrowserTests, environmentOf, seedOf } from './test-options';

describe('options of the tests', () => {
  it('reach tests as environment, the seed from the commit unless given', () => {
    expect(environmentOf({}, 7)).toEqual({ COUNTERSIGN_TEST_SEED: '7' });
    expect(environmentOf({ runs: 'all', seed: '3', all: true }, 7)).toEqual({
      COUNTERSIGN_TEST_SEED: '3',
      COUNTERSIGN_PROPERTY_RUNS: 'all',
      COUNTERSIGN_KILLS: 'all',
    });
    expect(() => environmentOf({ runs: 'many' }, 7)).toThrow('--runs');
    expect(() => environmentOf({ seed: '-1' }, 7)).toThrow('--seed');
  });

  it('draw the same seed from the same commit', () => {
    expect(seedOf('3f391fd0000000000000000000000000000000aa')).toBe(0x3f391fd);
    expect(seedOf('')).toBe(0);
  });
});

describe('browser tests', () => {
  it('are affected by the product and by themselves, not by other tests or words', () => {
    for (const file of [
      'app/page.tsx',
      'lib/domain/refusals.ts',
      'worker/worker.ts',
      'cli/up/up.ts',
      'e2e/fixtures.ts',
      'package-lock.json',
    ])
      expect(affectsBrowserTests([file]), file).toBe(true);
    for (const file of ['README.md', 'docs/sampling.md', 'lib/domain/a.unit.test.ts', 'cli/test/kinds.ts', 'test/bench/benches.ts'])
      expect(affectsBrowserTests([file]), file).toBe(false);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OneAttribute, PROFILED } from '../../../test/support/one-attribute';
import { openWorkshop } from '../files/analysis-context';
import { rememberedFiles } from '../files/derived-files';
import { profilePopulation } from './profile-population';

let one: OneAttribute;
beforeAll(async () => {
  one = await OneAttribute.open();
});
afterAll(() => one?.close());

describe('the profile of an attribute', () => {
  it('gives figures that anybody can work out by hand', async () => {
    expect(await one.profile(['1', '2', '3', '4', '100', 'NA', null, 'x'], { type: 'decimal', specialValues: ['NA'] })).toEqual({
      code: 'A',
      name: 'A',
      type: 'decimal',
      records: 8,
      blank: 1,
      special: 1,
      distinct: 7,
      min: '1',
      max: '100',
      mean: '22',
      median: '3',
      standardDeviation: '43.617657',
      lowerQuartile: '2',
      upperQuartile: '4',
      shortest: 1,
      longest: 3,
      patterns: [
        { value: '9', count: 4 },
        { value: '999', count: 1 },
        { value: 'A', count: 1 },
        { value: 'AA', count: 1 },
      ],
      top: ['1', '100', '2', '3', '4', 'NA', 'x'].map((value) => ({ value, count: 1 })),
      histogram: Array.from({ length: 20 }, (_, index) => ({
        from: String((100 + index * 495) / 100),
        to: String((595 + index * 495) / 100),
        count: index === 0 ? 4 : index === 19 ? 1 : 0,
      })),
      wrongType: 1,
      outOfDomain: 0,
      outliers: 1,
      population: 'h',
    });
  });

  it('is the same to the byte whatever the order of records and the number of threads', async () => {
    const values = Array.from({ length: 30_000 }, (_, n) =>
      n % 97 === 0 ? null : n % 89 === 0 ? 'NA' : `${(n * 7919) % 5_003}.${n % 10}`,
    );
    const first = JSON.stringify(await one.profile(values, { type: 'decimal', specialValues: ['NA'] }));
    await one.workshop.duck.run('set threads = 1');
    const again = JSON.stringify(await one.profile(values.toReversed(), { type: 'decimal', specialValues: ['NA'] }));
    await one.workshop.duck.run('set threads = 2');
    expect(again).toBe(first);
  });

  it('stops when the work is cancelled', async () => {
    const abort = new AbortController();
    const own = await openWorkshop({
      storage: one.storage,
      derived: rememberedFiles(),
      signal: abort.signal,
      heartbeat: () => abort.abort(new Error('cancelled')),
    });
    try {
      const all = profilePopulation(
        own,
        { records: 'nowhere', keys: '' },
        { columns: [{ column: 'a', code: 'A', included: true }], hash: 'h' },
        [PROFILED],
      );
      await expect(all.next()).rejects.toThrow('cancelled');
    } finally {
      await own.close();
    }
  });
});

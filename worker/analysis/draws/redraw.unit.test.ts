import { describe, expect, it } from 'vitest';
import type { DrawFact } from '#domain/phases/sample-selection/facts';
import { keysHash } from '#domain/sampling/population-hash';
import { keyOf, ROWS, ranked, withPopulation } from '../../../test/support/small-population';
import { type PopulationReader } from '../files/population-reader';
import { designMix } from './draw-mix';
import { designMonetary } from './draw-monetary';
import { designStrata } from './draw-strata';
import { redraw } from './redraw';
import { replacementsOf } from './replace-records';
import { selectRecords } from './select-keys';

describe('redraw', () => {
  async function drawnFact(
    reader: PopulationReader,
    population: DrawFact['population'],
    stated: Pick<DrawFact, 'method' | 'asked'> & Pick<Partial<DrawFact>, 'design'>,
  ): Promise<DrawFact> {
    const asked = {
      methodVersion: 'x',
      seed: 'seed',
      size: null,
      filter: null,
      keys: [],
      excluding: [],
      replaced: [],
      reason: '',
      population,
      ...stated,
    };
    const keys = (await selectRecords(reader, asked)).map(({ key }) => key);
    return { ...asked, drawn: keys.length, keysHash: keysHash(keys), by: 'x@example.test' };
  }

  it('gives every method again identically, and names the first difference', async () => {
    await withPopulation(ROWS, async (reader, population) => {
      const strata = await designStrata(reader, {
        attribute: 'STATE',
        bands: null,
        numbered: false,
        allocation: { by: 'proportional', size: 20 },
      });
      const monetary = await designMonetary(reader, { attribute: 'AMOUNT', selection: 'cell', units: 25 });
      const mix = await designMix(reader, 'seed', {
        size: 10,
        shares: { clean: 50, anomaly: 0, boundary: 50 },
        rules: [],
        attributes: [],
        boundaries: [{ attribute: 'AMOUNT', thresholds: [] }],
      });
      const facts = [
        await drawnFact(reader, population, { method: 'random', asked: 10 }),
        await drawnFact(reader, population, { method: 'stratified', asked: 20, design: strata }),
        await drawnFact(reader, population, { method: 'monetary-unit', asked: 25, design: monetary }),
        await drawnFact(reader, population, { method: 'mix', asked: 10, design: mix }),
      ];
      for (const fact of facts) expect((await redraw(reader, fact)).identical).toBe(true);
      const [, stratified, money] = facts;
      if (stratified === undefined || money === undefined) throw new Error('expected draws');
      expect(
        await redraw(reader, {
          ...stratified,
          design: { ...strata, strata: strata.strata.map((each) => (each.stratum === 'TX' ? { ...each, records: 209 } : each)) },
        }),
      ).toEqual({ identical: false, difference: 'the design: strata.1.records is 210, recorded 209' });
      expect(await redraw(reader, { ...money, design: { ...monetary, value: '1.00' } })).toMatchObject({
        identical: false,
        difference: expect.stringContaining('the design: value is'),
      });
      expect(await redraw(reader, { ...money, seed: 'another' })).toMatchObject({ identical: false });
    });
  });

  it('lets a second stage go on where the first ended, past its replacements', async () => {
    await withPopulation(ROWS, async (reader, population) => {
      const all = ranked(
        'seed',
        ROWS.map((_, index) => keyOf(index)),
      );
      const design = {
        kind: 'two-stage',
        table: 't',
        dated: '2017-08',
        caveat: 'c',
        unconfirmed: [],
        firstStage: 30,
        total: 79,
        resubmission: 4,
        initialThreshold: 2,
        stage: 1,
        extends: null,
      } as const;
      const first = await drawnFact(reader, population, { method: 'two-stage', asked: 30, design: { ...design, unconfirmed: [] } });
      expect(await replacementsOf(reader, first, [all[3] ?? '', all[7] ?? ''])).toEqual([
        { excluded: all[3], by: all[30] },
        { excluded: all[7], by: all[31] },
      ]);
      const second = await selectRecords(reader, {
        ...first,
        asked: 49,
        excluding: [all[30] ?? '', all[31] ?? ''],
        design: { ...design, unconfirmed: [], stage: 2, extends: '$draw/001' },
      });
      expect(second.map(({ key }) => key)).toEqual(all.slice(32, 81));
      // Without replacements both stages are the first ranks of one sample.
      const plain = await selectRecords(reader, {
        ...first,
        asked: 49,
        design: { ...design, unconfirmed: [], stage: 2, extends: '$draw/001' },
      });
      expect(plain.map(({ key }) => key)).toEqual(all.slice(30, 79));
    });
  });

  it('replaces a stratum’s record by the next of the same stratum, whenever asked', async () => {
    await withPopulation(ROWS, async (reader, population) => {
      const design = await designStrata(reader, {
        attribute: 'STATE',
        bands: null,
        numbered: false,
        allocation: { by: 'proportional', size: 20 },
      });
      const fact = await drawnFact(reader, population, { method: 'stratified', asked: 20, design });
      const drawn = await selectRecords(reader, fact);
      const excluded = [drawn.at(-1)?.key ?? '', drawn[0]?.key ?? '', drawn[1]?.key ?? ''];
      const once = await replacementsOf(reader, fact, excluded);
      expect(once.map(({ stratum }) => stratum)).toEqual(['(blank)', 'CA', 'CA']);
      expect(await replacementsOf(reader, fact, excluded.slice(0, 2))).toEqual(once.slice(0, 2));
      expect(new Set([...drawn.map(({ key }) => key), ...once.map(({ by }) => by)]).size).toBe(drawn.length + 3);
      expect((await redraw(reader, { ...fact, replaced: once.map(({ excluded: gone, by }) => ({ excluded: gone, by })) })).identical).toBe(
        true,
      );
    });
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DrawFact } from '#domain/phases/sample-selection/facts';
import { rankByHash } from '#domain/sampling/hash-rank';
import { selectionPoints } from '#domain/sampling/monetary-points';
import { isCertain, recordsHit, unitsOf } from '#domain/sampling/monetary-unit';
import { keysHash } from '#domain/sampling/population-hash';
import { openStorage, type Storage } from '#storage/storage';
import { rememberedFiles } from '../files/derived-files';
import { openPopulation, type PopulationReader } from '../files/population-reader';
import { boundaryRecords } from './boundary-records';
import { designMix, selectMix } from './draw-mix';
import { designMonetary, leftOutAmounts, selectMonetary } from './draw-monetary';
import { designStrata, selectStrata } from './draw-strata';
import { redraw } from './redraw';
import { replacementsOf } from './replace-records';
import { selectRecords } from './select-keys';

let directory: string;
let storage: Storage;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'draws-'));
  storage = openStorage(directory);
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

const PARSE = {
  format: 'delimited',
  compression: 'none',
  encoding: 'utf-8',
  delimiter: '|',
  quoted: false,
  header: true,
  skipLines: 0,
  controlLine: null,
} as const;
const COLUMNS = ['id', 'state', 'amount'].map((column) => ({ column, code: column.toUpperCase(), included: true }));

type Rows = readonly (readonly [state: string, amount: string])[];
const keyOf = (index: number) => `r${String(index).padStart(4, '0')}`;

async function withPopulation<T>(
  rows: Rows,
  work: (reader: PopulationReader, population: DrawFact['population']) => Promise<T>,
): Promise<T> {
  const text = ['id|state|amount', ...rows.map((row, index) => [keyOf(index), ...row].join('|'))].join('\n');
  const { sha256 } = await storage.put(Readable.from([Buffer.from(text, 'utf8')]));
  const source = { fileSha256: sha256, parse: PARSE, columns: COLUMNS, key: ['id'] };
  const reader = await openPopulation(
    { storage, derived: rememberedFiles(), signal: new AbortController().signal, heartbeat: () => undefined },
    source,
  );
  try {
    const { hash, count } = await reader.hash();
    return await work(reader, { ...source, fileName: 'x', asOfDate: '', count, control: null, hash });
  } finally {
    await reader.close();
  }
}

function ranked(seed: string, keys: readonly string[]): string[] {
  return rankByHash(
    seed,
    keys.map((key) => ({ key, keyTexts: [key] })),
  ).map(({ key }) => key);
}

const ROWS: Rows = Array.from({ length: 300 }, (_, index): [string, string] => [
  index % 10 < 7 ? 'TX' : index % 10 < 9 ? 'CA' : '',
  index % 50 === 0 ? 'NA' : index % 60 === 1 ? '' : `${((index * 7919) % 1000) - 20}.${index % 4}5`,
]);

describe('strata', () => {
  it('are counted, share the size out by largest remainder, and give the first ranks of each', async () => {
    await withPopulation(ROWS, async (reader) => {
      const design = await designStrata(reader, {
        attribute: 'STATE',
        bands: null,
        numbered: false,
        allocation: { by: 'proportional', size: 59 },
      });
      expect(design.strata).toEqual([
        { stratum: 'CA', records: 60, size: 12 },
        { stratum: 'TX', records: 210, size: 41 },
        { stratum: '(blank)', records: 30, size: 6 },
      ]);
      const drawn = await selectStrata(reader, 'seed', design);
      expect(drawn).toHaveLength(59);
      for (const { stratum, size } of design.strata) {
        const held = ROWS.flatMap(([state], index) => ((state === '' ? '(blank)' : state) === stratum ? [keyOf(index)] : []));
        expect(drawn.filter((each) => each.stratum === stratum).map(({ key }) => key)).toEqual(ranked('seed', held).slice(0, size));
      }
    });
  });

  it('by bands compare decimals exactly and set what is no number apart', async () => {
    await withPopulation(
      [
        ['a', '9.99'],
        ['a', '10'],
        ['a', '10.0'],
        ['a', '-3'],
        ['a', '100'],
        ['a', 'NA'],
        ['a', ''],
        ['a', '2e3'],
      ],
      async (reader) => {
        const design = await designStrata(reader, {
          attribute: 'AMOUNT',
          bands: ['10', '100'],
          numbered: false,
          allocation: {
            by: 'table',
            sizes: new Map([
              ['below 10', 2],
              ['100 and above', 1],
              ['(not a number)', 1],
            ]),
          },
        });
        expect(design.strata).toEqual([
          { stratum: 'below 10', records: 2, size: 2 },
          { stratum: '10 to below 100', records: 2, size: 0 },
          { stratum: '100 and above', records: 1, size: 1 },
          { stratum: '(not a number)', records: 2, size: 1 },
          { stratum: '(blank)', records: 1, size: 0 },
        ]);
        expect((await selectStrata(reader, 's', design)).map(({ stratum }) => stratum)).toEqual([
          'below 10',
          'below 10',
          '100 and above',
          '(not a number)',
        ]);
      },
    );
  });

  it('of confidential values are numbered, and impossible tables refused in words', async () => {
    await withPopulation(ROWS, async (reader) => {
      const allocation = { by: 'proportional', size: 10 } as const;
      expect(
        (await designStrata(reader, { attribute: 'STATE', bands: null, numbered: true, allocation })).strata.map(({ stratum }) => stratum),
      ).toEqual(['STATE 1', 'STATE 2', '(blank)']);
      await expect(
        designStrata(reader, {
          attribute: 'STATE',
          bands: null,
          numbered: false,
          allocation: { by: 'table', sizes: new Map([['NV', 1]]) },
        }),
      ).rejects.toThrow('no stratum “NV”');
      await expect(designStrata(reader, { attribute: 'ID', bands: null, numbered: false, allocation })).rejects.toThrow(
        'more than 200 values',
      );
    });
  });
});

describe('monetary units', () => {
  it('give exactly what the plain computation gives, for both selections', async () => {
    const amount = fc.oneof(
      fc.integer({ min: 1, max: 100_000 }).map((cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`),
      fc.integer({ min: -50, max: 500 }).map(String),
      fc.constantFrom('', 'NA', '1,000', '0', '.5', '7.'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(amount, { minLength: 2, maxLength: 40 }),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom('fixed-interval' as const, 'cell' as const),
        fc.string({ unit: 'grapheme-ascii', maxLength: 6 }),
        async (amounts, units, selection, seed) => {
          await withPopulation([['a', '1.00'], ...amounts.map((text): [string, string] => ['a', text])], async (reader) => {
            const design = await designMonetary(reader, { attribute: 'AMOUNT', selection, units });
            const records = ['1.00', ...amounts].flatMap((text, index) => {
              const value = unitsOf(text, design.decimals);
              return value === null || value <= 0n ? [] : [{ key: keyOf(index), units: value }];
            });
            const value = records.reduce((sum, record) => sum + record.units, 0n);
            expect(unitsOf(design.value, design.decimals)).toBe(value);
            const certain = records.filter((record) => isCertain(record.units, value, units));
            const rest = records.filter((record) => !isCertain(record.units, value, units));
            const upTo = rest.reduce((sum, record) => sum + record.units, 0n) * BigInt(units);
            const expected = [
              ...certain.map(({ key }) => key),
              ...recordsHit(rest, selectionPoints({ seed, selection, value, upTo }), units),
            ];
            expect((await selectMonetary(reader, seed, design)).map(({ key }) => key)).toEqual(expected);
            expect(design.certain.records).toBe(certain.length);
            expect(
              design.leftOut.negative.records + design.leftOut.zero + design.leftOut.blank + design.leftOut.unreadable + records.length,
            ).toBe(amounts.length + 1);
          });
        },
      ),
      { numRuns: 12 },
    );
  });

  it('list amounts that are on no line apart, and refuse a column without any', async () => {
    await withPopulation(
      [
        ['a', '-5'],
        ['a', '0.00'],
        ['a', ''],
        ['a', 'NA'],
        ['a', '10'],
        ['a', '-1'],
      ],
      async (reader) => {
        const design = await designMonetary(reader, { attribute: 'AMOUNT', selection: 'fixed-interval', units: 3 });
        expect(design).toMatchObject({
          value: '10.00',
          interval: '3.333333333333…',
          certain: { records: 1, value: '10.00' },
          leftOut: { negative: { records: 2, value: '-6.00' }, zero: 1, blank: 1, unreadable: 1 },
        });
        expect(await leftOutAmounts(reader)).toEqual([
          { kind: 'blank', records: 1, keys: ['r0002'] },
          { kind: 'negative', records: 2, keys: ['r0000', 'r0005'] },
          { kind: 'unreadable', records: 1, keys: ['r0003'] },
          { kind: 'zero', records: 1, keys: ['r0001'] },
        ]);
        await expect(designMonetary(reader, { attribute: 'STATE', selection: 'cell', units: 3 })).rejects.toThrow('no amount above zero');
      },
    );
  });
});

describe('boundaries', () => {
  it('are minimum, maximum, the values nearest inside the outlier bounds, and both sides of a threshold', async () => {
    // Quartiles 3 and 8, so that the bounds are −4.5 and 15.5.
    const rows = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '15', '100', '', 'NA'].map((amount): [string, string] => ['a', amount]);
    await withPopulation(rows, async (reader) => {
      const points = await boundaryRecords(reader, 's', [{ attribute: 'AMOUNT', thresholds: ['5.5', '7'] }], 5);
      expect(points.map(({ point, keys }) => [point, keys])).toEqual([
        ['at its minimum', [keyOf(0)]],
        ['at its maximum', [keyOf(10)]],
        ['at its upper outlier bound', [keyOf(9)]],
        ['at or below 5.5', [keyOf(4)]],
        ['at or above 5.5', [keyOf(5)]],
        ['at or below 7', [keyOf(6)]],
      ]);
      await expect(boundaryRecords(reader, 's', [{ attribute: 'STATE', thresholds: [] }], 5)).rejects.toThrow('holds no number');
    });
  });
});

describe('a mix without rules', () => {
  it('takes boundary and clean records in whole counts, nobody twice, and says what is not there', async () => {
    await withPopulation(ROWS, async (reader) => {
      const request = {
        size: 20,
        shares: { clean: 80, anomaly: 0, boundary: 20 },
        rules: [],
        attributes: [],
        boundaries: [{ attribute: 'AMOUNT', thresholds: ['500'] }],
      };
      const design = await designMix(reader, 'seed', request);
      expect(design.sizes).toEqual({ clean: 16, anomaly: 0, boundary: 4 });
      const drawn = await selectMix(reader, 'seed', design);
      expect(drawn.map(({ category }) => category)).toEqual([
        ...Array.from({ length: 4 }, () => 'boundary'),
        ...Array.from({ length: 16 }, () => 'clean'),
      ]);
      expect(new Set(drawn.map(({ key }) => key)).size).toBe(20);
      expect(drawn[0]).toMatchObject({ attributeInFocus: 'AMOUNT', rationale: 'AMOUNT is at its minimum.' });
    });
  });
});

describe('a mix with anomalies', () => {
  const attributes: Parameters<typeof designMix>[2]['attributes'] = (['STATE', 'AMOUNT', 'ID'] as const).map((code) => ({
    code,
    name: code,
    column: code.toLowerCase(),
    type: code === 'AMOUNT' ? ('decimal' as const) : ('text' as const),
    format: '',
    requirement: null,
    validValues: [],
    specialValues: [],
    exhaustive: false,
    keyOrder: null,
    confidential: false,
  }));
  const rules: Parameters<typeof designMix>[2]['rules'] = [
    { code: 'R1', expression: 'STATE is not blank', attribute: 'STATE', severity: 'high' },
    { code: 'R2', expression: "if STATE = 'CA' then AMOUNT >= 0", attribute: 'AMOUNT', severity: 'low' },
    { code: 'R3', expression: 'unique(STATE, AMOUNT)', attribute: 'AMOUNT', severity: 'low' },
  ];
  const rows: Rows = [...ROWS.slice(0, 100), ['TX', '77.77'], ['TX', '77.77'], ['CA', '-1'], ['CA', '-2']];

  it('takes failing records rule by rule, with the rule’s attribute in focus, and clean ones that fail none', async () => {
    await withPopulation(rows, async (reader) => {
      const design = await designMix(reader, 'seed', {
        size: 10,
        shares: { clean: 50, anomaly: 50, boundary: 0 },
        rules,
        attributes,
        boundaries: [],
      });
      const drawn = await selectMix(reader, 'seed', design);
      const anomalies = drawn.filter(({ category }) => category === 'anomaly');
      expect(anomalies.map(({ rationale }) => rationale?.slice(11, 13)).slice(0, 3)).toEqual(['R1', 'R2', 'R3']);
      expect(anomalies).toHaveLength(5);
      const stateOf = (key: string) => rows[Number(key.slice(1))];
      expect(anomalies.filter(({ attributeInFocus }) => attributeInFocus === 'STATE').every(({ key }) => stateOf(key)?.[0] === '')).toBe(
        true,
      );
      const second = anomalies.find(({ rationale }) => rationale === 'Fails rule R2.');
      expect(Number(stateOf(second?.key ?? '')?.[1])).toBeLessThan(0);
      expect(drawn.filter(({ category }) => category === 'clean').every(({ key }) => stateOf(key)?.[0] !== '')).toBe(true);
      const blanks = rows.filter(([state]) => state === '').length;
      expect(design.available.anomaly).toBeGreaterThanOrEqual(blanks + 4);
      expect(design.available.clean + design.available.anomaly).toBe(rows.length);
    });
  });
  it('refuses a rule that cannot run', async () => {
    await withPopulation(rows, async (reader) => {
      await expect(
        designMix(reader, 's', {
          size: 2,
          shares: { clean: 0, anomaly: 100, boundary: 0 },
          rules: [{ code: 'R9', expression: 'NOWHERE = 1', attribute: null, severity: 'low' }],
          attributes,
          boundaries: [],
        }),
      ).rejects.toThrow('Rule R9 cannot run');
    });
  });
});

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

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttributeProfile } from '#domain/phases/data-profiling/profile-facts';
import { DATE_FORMATS } from '#domain/phases/planning/import/attribute-types';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import { openStorage } from '#storage/storage';
import { expectProfile } from '../../../test/oracles/plain-profile';
import { openWorkshop, type Workshop } from '../files/analysis-context';
import { rememberedFiles } from '../files/derived-files';
import { literal } from '../files/duckdb';
import { profilePopulation } from './profile-population';

/** Stands for "nothing" where values are bound as texts. */
const NOTHING = '\u0001';

let workshop: Workshop & { close(): Promise<void> };
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'profile-'));
  workshop = await openWorkshop({
    storage: openStorage(directory),
    derived: rememberedFiles(),
    signal: new AbortController().signal,
    heartbeat: () => undefined,
  });
});
afterAll(async () => {
  await workshop.close();
  await rm(directory, { recursive: true, force: true });
});

const ATTRIBUTE: ProfiledAttribute = {
  code: 'A',
  name: 'A',
  column: 'a',
  type: 'text',
  format: '',
  requirement: null,
  validValues: [],
  specialValues: [],
  exhaustive: false,
  keyOrder: null,
  confidential: false,
};

async function profileOf(values: readonly (string | null)[], changes: Partial<ProfiledAttribute>): Promise<AttributeProfile> {
  const records = workshop.file('records.parquet');
  await workshop.duck.run('create or replace temp table given as select nullif(v, chr(1)) as c1 from (select unnest($1) as v)', [
    values.map((value) => value ?? NOTHING),
  ]);
  await workshop.duck.run(`copy given to ${literal(records)} (format parquet)`);
  const profiles: AttributeProfile[] = [];
  for await (const profile of profilePopulation(
    workshop,
    { records, keys: '' },
    { columns: [{ column: 'a', code: 'A', included: true }], hash: 'h' },
    [{ ...ATTRIBUTE, ...changes }],
  ))
    profiles.push(profile);
  const [profile] = profiles;
  if (profile === undefined || profiles.length !== 1) throw new Error('one profile was expected');
  return profile;
}

const blanks = fc.constantFrom<(string | null)[]>(null, '', '  ');
const number = fc.oneof(
  fc.integer({ min: -50, max: 50 }).map(String),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value.toFixed(3)),
  fc.bigInt({ min: -(10n ** 20n) + 1n, max: 10n ** 20n - 1n }).map(String),
  fc.stringMatching(/^[+-]?[0-9]{1,20}\.[0-9]{0,18}$/),
  fc.stringMatching(/^[+-]?\.[0-9]{1,18}$/),
);
const words = fc.oneof(
  fc.constantFrom('NA', 'Exempt', 'x', 'Ärger 9', '1,5', '00', '1', '2'),
  fc.string({ unit: fc.constantFrom(...'aZ09 éßΩж漢😀-_/#%\n\t'), maxLength: 12 }),
);
const day = fc
  .date({ min: new Date('1901-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

async function check(values: readonly (string | null)[], changes: Partial<ProfiledAttribute>): Promise<void> {
  expectProfile(await profileOf(values, changes), values, { ...ATTRIBUTE, ...changes });
}

describe('the profile of an attribute', { timeout: 120_000 }, () => {
  it('says of numbers what a plain computation says, however wide they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 8, arbitrary: number }, blanks, words), { minLength: 1, maxLength: 40 }),
        fc.constantFrom<('integer' | 'decimal')[]>('integer', 'decimal'),
        (values, type) => check(values, { type, specialValues: ['NA', '00'] }),
      ),
      { numRuns: 150 },
    );
  });

  it('says of texts and codes what a plain computation says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 5, arbitrary: words }, blanks), { minLength: 1, maxLength: 40 }),
        fc.boolean(),
        (values, exhaustive) =>
          check(values, { type: 'code', format: 'digits', specialValues: ['NA'], validValues: ['1', '2', 'x'], exhaustive }),
      ),
      { numRuns: 100 },
    );
  });

  it('orders dates by their day in every format', async () => {
    const written: Record<string, (iso: string) => string> = {
      yyyymmdd: (iso) => iso.replaceAll('-', ''),
      'yyyy-mm-dd': (iso) => iso,
      'mm/dd/yyyy': (iso) => `${iso.slice(5, 7)}/${iso.slice(8)}/${iso.slice(0, 4)}`,
      'dd/mm/yyyy': (iso) => `${iso.slice(8)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`,
      'dd.mm.yyyy': (iso) => `${iso.slice(8)}.${iso.slice(5, 7)}.${iso.slice(0, 4)}`,
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 6, arbitrary: day }, fc.constant('20200230'), blanks), { minLength: 1, maxLength: 20 }),
        fc.constantFrom(...Object.keys(DATE_FORMATS)),
        (days, format) =>
          check(
            days.map((one) => (one !== null && /^....-..-..$/.test(one) ? (written[format]?.(one) ?? one) : one)),
            { type: 'date', format, specialValues: ['NA'] },
          ),
      ),
      { numRuns: 60 },
    );
  });

  it('gives figures that anybody can work out by hand', async () => {
    expect(await profileOf(['1', '2', '3', '4', '100', 'NA', null, 'x'], { type: 'decimal', specialValues: ['NA'] })).toEqual({
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
    const first = JSON.stringify(await profileOf(values, { type: 'decimal', specialValues: ['NA'] }));
    await workshop.duck.run('set threads = 1');
    const again = JSON.stringify(await profileOf(values.toReversed(), { type: 'decimal', specialValues: ['NA'] }));
    await workshop.duck.run('set threads = 2');
    expect(again).toBe(first);
  });

  it('stops when the work is cancelled', async () => {
    const abort = new AbortController();
    const own = await openWorkshop({
      storage: openStorage(directory),
      derived: rememberedFiles(),
      signal: abort.signal,
      heartbeat: () => abort.abort(new Error('cancelled')),
    });
    try {
      const all = profilePopulation(
        own,
        { records: 'nowhere', keys: '' },
        { columns: [{ column: 'a', code: 'A', included: true }], hash: 'h' },
        [ATTRIBUTE],
      );
      await expect(all.next()).rejects.toThrow('cancelled');
    } finally {
      await own.close();
    }
  });
});

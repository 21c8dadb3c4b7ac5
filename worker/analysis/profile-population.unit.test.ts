import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATE_FORMATS } from '#domain/import/attribute-types';
import type { AttributeProfile, ProfiledAttribute } from '#domain/phases/profile-facts';
import { isInteger, readDecimal } from '#domain/rules/decimal';
import { readDate } from '#domain/rules/rule-dates';
import { openStorage } from '#storage/storage';
import { openWorkshop, type Workshop } from './analysis-context';
import { rememberedFiles } from './derived-files';
import { literal } from './duckdb';
import { profilePopulation } from './profile-population';

/** Stands for "nothing" where values are bound as texts. */
const NOTHING = '\u0001';
const PLACES = 20n;

let workshop: Workshop & { close(): Promise<void> };
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'profile-'));
  workshop = await openWorkshop({ storage: openStorage(directory), derived: rememberedFiles(), signal: new AbortController().signal, heartbeat: () => undefined });
});
afterAll(async () => {
  await workshop.close();
  await rm(directory, { recursive: true, force: true });
});

const ATTRIBUTE: ProfiledAttribute = { code: 'A', name: 'A', column: 'a', type: 'text', format: '', requirement: null, validValues: [], specialValues: [], exhaustive: false, keyOrder: null, confidential: false };

async function profileOf(values: readonly (string | null)[], changes: Partial<ProfiledAttribute>): Promise<AttributeProfile> {
  const records = workshop.file('records.parquet');
  await workshop.duck.run('CREATE OR REPLACE TEMP TABLE given AS SELECT nullif(v, chr(1)) AS c1 FROM (SELECT unnest($1) AS v)', [values.map((value) => value ?? NOTHING)]);
  await workshop.duck.run(`COPY given TO ${literal(records)} (FORMAT parquet)`);
  const profiles: AttributeProfile[] = [];
  for await (const profile of profilePopulation(workshop, { records, keys: '' }, { columns: [{ column: 'a', code: 'A', included: true }], hash: 'h' }, [{ ...ATTRIBUTE, ...changes }])) profiles.push(profile);
  const [profile] = profiles;
  if (profile === undefined || profiles.length !== 1) throw new Error('one profile was expected');
  return profile;
}

/** A decimal text of any length as a whole number of 10^-20. */
function units(text: string): bigint {
  const [, sign, whole = '', fraction = ''] = /^([+-]?)(\d*)\.?(\d*)$/.exec(text) ?? [];
  if (sign === undefined) throw new Error(`${text} is no number`);
  return BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction.padEnd(Number(PLACES), '0')}`);
}
/** Half of the last of six places. */
const HALF = 5n * 10n ** (PLACES - 7n);

/** text = numerator / denominator (both in 10^-20), to six places. */
function expectFigure(text: string | null, numerator: bigint, denominator: bigint): void {
  const difference = units(text ?? '') * denominator - numerator;
  expect(2n * (difference < 0n ? -difference : difference) <= 2n * HALF * denominator, `${text} is not ${numerator}/${denominator}`).toBe(true);
}

function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function tally(values: readonly string[]): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || compareText(a.value, b.value));
}

/** What a profile has to say, figured out the plain way: every value by itself, in memory. */
function expectProfile(profile: AttributeProfile, values: readonly (string | null)[], attribute: ProfiledAttribute): void {
  const filled = values.flatMap((value) => (value === null || /^ *$/.test(value) ? [] : [value]));
  const stated = filled.filter((value) => !attribute.specialValues.includes(value));
  const isTyped = (value: string): boolean => {
    if (attribute.type === 'integer') return isInteger(value);
    if (attribute.type === 'decimal') return readDecimal(value) !== null;
    if (attribute.type === 'date') return readDate(value, attribute.format) !== null;
    return attribute.type !== 'code' || attribute.format !== 'digits' || /^[0-9]+$/.test(value);
  };
  const typed = stated.filter(isTyped);
  const lengths = filled.map((value) => [...value].length);
  expect(profile).toMatchObject({
    records: values.length,
    blank: values.length - filled.length,
    special: filled.length - stated.length,
    distinct: new Set(filled).size,
    shortest: lengths.length === 0 ? null : Math.min(...lengths),
    longest: lengths.length === 0 ? null : Math.max(...lengths),
    wrongType: stated.length - typed.length,
    outOfDomain: attribute.exhaustive && attribute.validValues.length > 0 ? stated.filter((value) => !attribute.validValues.includes(value)).length : 0,
    top: tally(filled).slice(0, 10),
    patterns: tally(filled.map((value) => value.replace(/[0-9]/g, '9').replace(/\p{L}/gu, 'A'))).slice(0, 10),
  });
  if (attribute.type !== 'integer' && attribute.type !== 'decimal') {
    const order = attribute.type === 'date' ? (a: string, b: string) => (readDate(a, attribute.format) ?? 0) - (readDate(b, attribute.format) ?? 0) : compareText;
    const sorted = typed.toSorted(order);
    expect(profile).toMatchObject({ min: sorted[0] ?? null, max: sorted.at(-1) ?? null, mean: null, histogram: [], outliers: 0 });
    return;
  }
  expectNumbers(profile, typed.map(units).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** Quartile `quarter` of sorted values, four times, in 10^-20. */
function quartile(sorted: readonly bigint[], quarter: number): bigint {
  const place = (sorted.length - 1) * quarter;
  const low = sorted[Math.floor(place / 4)] ?? 0n;
  const high = sorted[Math.ceil(place / 4)] ?? 0n;
  return 4n * low + (high - low) * BigInt(place % 4);
}

function expectNumbers(profile: AttributeProfile, sorted: readonly bigint[]): void {
  const n = BigInt(sorted.length);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) {
    expect(profile).toMatchObject({ min: null, max: null, mean: null, median: null, standardDeviation: null, lowerQuartile: null, upperQuartile: null, histogram: [], outliers: 0 });
    return;
  }
  const sum = sorted.reduce((total, value) => total + value, 0n);
  expect([units(profile.min ?? ''), units(profile.max ?? '')]).toEqual([first, last]);
  expectFigure(profile.mean, sum, n);
  const [lower, median, upper] = [quartile(sorted, 1), quartile(sorted, 2), quartile(sorted, 3)];
  expectFigure(profile.lowerQuartile, lower, 4n);
  expectFigure(profile.median, median, 4n);
  expectFigure(profile.upperQuartile, upper, 4n);
  if (n === 1n) expect(profile.standardDeviation).toBeNull();
  else {
    // Around the root: its square is compared, so that nothing here takes a root of its own.
    const squares = sorted.reduce((total, value) => total + (n * value - sum) ** 2n, 0n);
    const deviation = units(profile.standardDeviation ?? '');
    const within = (edge: bigint) => edge * edge * n * n * (n - 1n);
    if (deviation >= HALF) expect(within(deviation - HALF) <= squares).toBe(true);
    expect(squares <= within(deviation + HALF)).toBe(true);
  }
  expect(profile.outliers).toBe(sorted.filter((value) => 8n * value < 2n * lower - 3n * (upper - lower) || 8n * value > 2n * upper + 3n * (upper - lower)).length);
  const range = last - first;
  const bins = range === 0n ? 1 : 20;
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of sorted) {
    const at = range === 0n ? 0 : Math.min(bins - 1, Number(((value - first) * BigInt(bins)) / range));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  expect(profile.histogram.map((bin) => bin.count)).toEqual(counts);
  for (const [index, bin] of profile.histogram.entries()) expectFigure(bin.from, first * BigInt(bins) + range * BigInt(index), BigInt(bins));
  expectFigure(profile.histogram.at(-1)?.to ?? null, last, 1n);
}

const blanks = fc.constantFrom<(string | null)[]>(null, '', '  ');
const number = fc.oneof(
  fc.integer({ min: -50, max: 50 }).map(String),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value.toFixed(3)),
  fc.bigInt({ min: -(10n ** 20n) + 1n, max: 10n ** 20n - 1n }).map(String),
  fc.stringMatching(/^[+-]?[0-9]{1,20}\.[0-9]{0,18}$/),
  fc.stringMatching(/^[+-]?\.[0-9]{1,18}$/),
);
const words = fc.oneof(fc.constantFrom('NA', 'Exempt', 'x', 'Ärger 9', '1,5', '00', '1', '2'), fc.string({ unit: fc.constantFrom(...'aZ09 éßΩж漢😀-_/#%\n\t'), maxLength: 12 }));
const day = fc.date({ min: new Date('1901-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));

async function check(values: readonly (string | null)[], changes: Partial<ProfiledAttribute>): Promise<void> {
  expectProfile(await profileOf(values, changes), values, { ...ATTRIBUTE, ...changes });
}

describe('the profile of an attribute', { timeout: 120_000 }, () => {
  it('says of numbers what a plain computation says, however wide they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof({ weight: 8, arbitrary: number }, blanks, words), { minLength: 1, maxLength: 40 }), fc.constantFrom<('integer' | 'decimal')[]>('integer', 'decimal'), (values, type) => check(values, { type, specialValues: ['NA', '00'] })),
      { numRuns: 150 },
    );
  });

  it('says of texts and codes what a plain computation says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof({ weight: 5, arbitrary: words }, blanks), { minLength: 1, maxLength: 40 }), fc.boolean(), (values, exhaustive) => check(values, { type: 'code', format: 'digits', specialValues: ['NA'], validValues: ['1', '2', 'x'], exhaustive })),
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
      fc.asyncProperty(fc.array(fc.oneof({ weight: 6, arbitrary: day }, fc.constant('20200230'), blanks), { minLength: 1, maxLength: 20 }), fc.constantFrom(...Object.keys(DATE_FORMATS)), (days, format) =>
        check(days.map((one) => (one !== null && /^....-..-..$/.test(one) ? (written[format]?.(one) ?? one) : one)), { type: 'date', format, specialValues: ['NA'] })),
      { numRuns: 60 },
    );
  });

  it('gives figures that anybody can work out by hand', async () => {
    expect(await profileOf(['1', '2', '3', '4', '100', 'NA', null, 'x'], { type: 'decimal', specialValues: ['NA'] })).toEqual({
      code: 'A', name: 'A', type: 'decimal', records: 8, blank: 1, special: 1, distinct: 7, min: '1', max: '100', mean: '22', median: '3', standardDeviation: '43.617657', lowerQuartile: '2', upperQuartile: '4',
      shortest: 1, longest: 3, patterns: [{ value: '9', count: 4 }, { value: '999', count: 1 }, { value: 'A', count: 1 }, { value: 'AA', count: 1 }],
      top: ['1', '100', '2', '3', '4', 'NA', 'x'].map((value) => ({ value, count: 1 })),
      histogram: Array.from({ length: 20 }, (_, index) => ({ from: String((100 + index * 495) / 100), to: String((595 + index * 495) / 100), count: index === 0 ? 4 : index === 19 ? 1 : 0 })),
      wrongType: 1, outOfDomain: 0, outliers: 1, population: 'h',
    });
  });

  it('stops when the work is cancelled', async () => {
    const abort = new AbortController();
    const own = await openWorkshop({ storage: openStorage(directory), derived: rememberedFiles(), signal: abort.signal, heartbeat: () => abort.abort(new Error('cancelled')) });
    try {
      const all = profilePopulation(own, { records: 'nowhere', keys: '' }, { columns: [{ column: 'a', code: 'A', included: true }], hash: 'h' }, [ATTRIBUTE]);
      await expect(all.next()).rejects.toThrow('cancelled');
    } finally {
      await own.close();
    }
  });
});

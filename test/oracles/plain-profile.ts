import { expect } from 'vitest';
import type { AttributeProfile } from '#domain/phases/data-profiling/profile-facts';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import { readDate } from '#domain/rules/rule-dates';
import { compareBytes } from './compare-bytes';
import { isInteger, isNumber } from './decimal-arithmetic';

const PLACES = 20n;

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
  expect(2n * (difference < 0n ? -difference : difference) <= 2n * HALF * denominator, `${text} is not ${numerator}/${denominator}`).toBe(
    true,
  );
}

function tally(values: readonly string[]): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || compareBytes(a.value, b.value));
}

function cut(value: string): string {
  const characters = [...value];
  return characters.length > 200 ? `${characters.slice(0, 200).join('')}…` : value;
}

/** The ten most frequent, cut to 200 characters. */
function listed(values: readonly string[]): { value: string; count: number }[] {
  return tally(values)
    .slice(0, 10)
    .map(({ value, count }) => ({ value: cut(value), count }));
}

/** What a profile has to say, figured out the plain way: every value by itself, in memory. */
export function expectProfile(profile: AttributeProfile, values: readonly (string | null)[], attribute: ProfiledAttribute): void {
  const filled = values.flatMap((value) => (value === null || /^ *$/.test(value) ? [] : [value]));
  const stated = filled.filter((value) => !attribute.specialValues.includes(value));
  const isTyped = (value: string): boolean => {
    if (attribute.type === 'integer') return isInteger(value);
    if (attribute.type === 'decimal') return isNumber(value);
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
    outOfDomain:
      attribute.exhaustive && attribute.validValues.length > 0
        ? stated.filter((value) => !attribute.validValues.includes(value)).length
        : 0,
    top: listed(filled),
    patterns: listed(filled.map((value) => value.replace(/[0-9]/g, '9').replace(/\p{L}/gu, 'A'))),
  });
  if (attribute.type !== 'integer' && attribute.type !== 'decimal') {
    const order =
      attribute.type === 'date'
        ? (a: string, b: string) => (readDate(a, attribute.format) ?? 0) - (readDate(b, attribute.format) ?? 0)
        : compareBytes;
    const sorted = typed.toSorted(order).map(cut);
    expect(profile).toMatchObject({ min: sorted[0] ?? null, max: sorted.at(-1) ?? null, mean: null, histogram: [], outliers: 0 });
    return;
  }
  expectNumbers(
    profile,
    typed.map(units).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
  );
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
    expect(profile).toMatchObject({
      min: null,
      max: null,
      mean: null,
      median: null,
      standardDeviation: null,
      lowerQuartile: null,
      upperQuartile: null,
      histogram: [],
      outliers: 0,
    });
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
  expect(profile.outliers).toBe(
    sorted.filter((value) => 8n * value < 2n * lower - 3n * (upper - lower) || 8n * value > 2n * upper + 3n * (upper - lower)).length,
  );
  const range = last - first;
  const bins = range === 0n ? 1 : 20;
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of sorted) {
    const at = range === 0n ? 0 : Math.min(bins - 1, Number(((value - first) * BigInt(bins)) / range));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  expect(profile.histogram.map((bin) => bin.count)).toEqual(counts);
  for (const [index, bin] of profile.histogram.entries())
    expectFigure(bin.from, first * BigInt(bins) + range * BigInt(index), BigInt(bins));
  expectFigure(profile.histogram.at(-1)?.to ?? null, last, 1n);
}

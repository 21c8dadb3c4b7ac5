import { describe, expect, it } from 'vitest';
import type { FactRow } from '#contract/views/version-views';
import type { ItemData } from '#domain/item/json';
import type { AttributeProfile } from '#domain/phases/data-profiling/profile-facts';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import { filterProfiles, readProfiles, sortProfiles } from './profile-rows';
import { distributionWords, filledWords, shareWords, shownFigure, shownValue } from './profile-words';

function attribute(code: string, changes: Partial<ProfiledAttribute> = {}): ProfiledAttribute {
  return {
    code,
    name: `${code} name`,
    column: code,
    type: 'integer',
    format: '',
    requirement: null,
    validValues: [],
    specialValues: [],
    exhaustive: false,
    keyOrder: null,
    confidential: false,
    ...changes,
  };
}
function profile(code: string, changes: Partial<AttributeProfile> = {}): AttributeProfile {
  return {
    code,
    name: `${code} name`,
    type: 'integer',
    records: 200,
    blank: 10,
    special: 4,
    distinct: 20,
    min: '1',
    max: '9000',
    mean: '4',
    median: '4',
    standardDeviation: '1',
    lowerQuartile: '2',
    upperQuartile: '6',
    shortest: 1,
    longest: 4,
    patterns: [{ value: '9', count: 186 }],
    top: [
      { value: '1', count: 100 },
      { value: '2', count: 40 },
    ],
    histogram: [
      { from: '1', to: '4500', count: 180 },
      { from: '4500', to: '9000', count: 6 },
    ],
    wrongType: 0,
    outOfDomain: 0,
    outliers: 0,
    population: 'p',
    ...changes,
  };
}
function facts(attributes: readonly ProfiledAttribute[], profiles: readonly AttributeProfile[]): FactRow[] {
  const fact = (key: string, data: object): FactRow => ({ key, label: key, data: data as ItemData });
  return [
    fact('$population', { hash: 'p' }),
    fact('$attributes', { attributes }),
    ...profiles.map((one) => fact(`$profile/${one.code}`, one)),
  ];
}
const codes = (rows: readonly { attribute: ProfiledAttribute }[]): string[] => rows.map((row) => row.attribute.code);

describe('profile rows', () => {
  const rows = readProfiles(
    facts(
      [attribute('B'), attribute('A'), attribute('C'), attribute('D')],
      [profile('B', { blank: 0, wrongType: 2 }), profile('A', { distinct: 1 }), profile('C', { blank: 50, population: 'q' })],
    ),
  );

  it('stand in the order of the file, each with its profile where there is one', () => {
    expect(rows.map((row) => [row.attribute.code, row.profile !== null, row.outdated])).toEqual([
      ['B', true, false],
      ['A', true, false],
      ['C', true, true],
      ['D', false, false],
    ]);
    expect(readProfiles([])).toEqual([]);
  });

  it('know hidden values by their mask, or by values that are missing from a confidential attribute', () => {
    const masked = { min: '••••••', max: '••••••', top: [{ value: '••••••', count: 100 }], patterns: [], histogram: [] };
    const hidden = readProfiles(
      facts(
        [attribute('A'), attribute('B', { confidential: true }), attribute('C', { confidential: true }), attribute('D')],
        [profile('A', masked), profile('B', { top: [], min: null }), profile('C'), profile('D')],
      ),
    );
    expect(hidden.map((row) => row.masked)).toEqual([true, true, false, false]);
  });

  it('are found by name or code and by what is peculiar about them', () => {
    expect(codes(filterProfiles(rows, ' c NAME', null))).toEqual(['C']);
    expect([
      codes(filterProfiles(rows, '', 'blank')),
      codes(filterProfiles(rows, '', 'wrong-type')),
      codes(filterProfiles(rows, '', 'constant')),
      codes(filterProfiles(rows, '', 'not-profiled')),
    ]).toEqual([['A', 'C'], ['B'], ['A'], ['D']]);
  });

  it('are sorted either way with what is missing last', () => {
    expect([
      codes(sortProfiles(rows, 'blank')),
      codes(sortProfiles(rows, '-blank')),
      codes(sortProfiles(rows, 'name')),
      codes(sortProfiles(rows, null)),
      codes(sortProfiles(rows, 'nonsense')),
    ]).toEqual([
      ['B', 'A', 'C', 'D'],
      ['C', 'A', 'B', 'D'],
      ['A', 'B', 'C', 'D'],
      ['B', 'A', 'C', 'D'],
      ['B', 'A', 'C', 'D'],
    ]);
  });
});

describe('profile words', () => {
  const said = (day: string): string => `the day ${day}`;

  it('say figures as people write them, and leave codes and long numbers as they are', () => {
    expect(['204.512345', '1234567', '-12.500000', '0', '12345678901234567890', 'NA', '0.000001'].map(shownFigure)).toEqual([
      '204.5123',
      '1,234,567',
      '−12.5',
      '0',
      '12345678901234567890',
      'NA',
      '0.000001',
    ]);
    const values = [
      ['00120', 'code'],
      ['1200', 'integer'],
      [null, 'text'],
      ['20140131', 'code'],
    ] as const;
    expect(values.map(([text, type]) => shownValue(text, type, said))).toEqual(['00120', '1,200', '–', '20140131']);
  });

  it('say days as their reader writes them, and what is none as it stands', () => {
    const dates = ['20140131', '2014-01-31', '20141331', '31.1.2014', null];
    expect(dates.map((text) => shownValue(text, 'date', said))).toEqual([
      'the day 2014-01-31',
      'the day 2014-01-31',
      '20141331',
      '31.1.2014',
      '–',
    ]);
  });

  it('say shares without hiding the few', () => {
    expect([
      shareWords(0, 10),
      shareWords(1, 8),
      shareWords(1, 80_000),
      shareWords(79_999, 80_000),
      shareWords(5, 5),
      shareWords(0, 0),
    ]).toEqual(['0 %', '12.5 %', '< 0.1 %', '> 99.9 %', '100 %', '–']);
  });

  it('say what the charts show', () => {
    expect(filledWords(profile('A'))).toBe('A name: 93 % hold a value, 2 % a special value, 5 % are blank');
    expect(distributionWords(profile('A'), said)).toBe('A name: from 1 to 9,000; most, 90 %, lie between 1 and 4,500');
    expect(distributionWords(profile('A', { histogram: [], type: 'code' }), said)).toBe('A name: most frequent 1 50 %, 2 20 %');
    expect(distributionWords(profile('A', { histogram: [], top: [] }), said)).toBe('A name: no values to show');
  });
});

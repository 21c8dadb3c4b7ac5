import { readDecimal } from '../../../rules/decimal';
import { plainNumber } from '../../../rules/number-formats';
import type { ProfiledAttribute } from '../../../rules/rule-attribute';
import { readDate } from '../../../rules/rule-dates';
import type { AttributeProfile } from '../profile-facts';

/** What held in every record that states all of its attributes. */
export type Relation =
  | { kind: 'ordered'; earlier: string; later: string }
  | { kind: 'sum'; total: string; parts: readonly [string, string] }
  /** Blank exactly where `by` holds `value`. */
  | { kind: 'blank-when'; code: string; by: string; value: string };

export interface FoundRelation {
  relation: Relation;
  /** Records it was tested on, none of which broke it. */
  tested: number;
}

/** Values of the first records by attribute code, all lists equally long; what candidates are looked for in. */
export type Sample = ReadonlyMap<string, readonly (string | null)[]>;

/** Fewest records that make something more than chance. */
export const FEWEST_RECORDS = 30;
/** The bounds of the search: how many attributes of each kind are looked at, and how many candidates are tested on all records. */
const MOST_DATES = 12;
const MOST_NUMBERS = 40;
const MOST_BLANKS = 60;
const MOST_DECIDERS = 30;
const MOST_VALUES = 30;
const MOST_CANDIDATES = 40;
/** Digits before the point beyond which numbers are not added up. */
const WIDEST = 15;

type Profiles = ReadonlyMap<string, AttributeProfile>;

/** Whether a value is missing or holds nothing but spaces. */
function isBlankText(value: string | null): boolean {
  return value === null || /^ *$/.test(value);
}

function datesOf({ code, format, specialValues }: ProfiledAttribute, sample: Sample): (number | null)[] {
  return (sample.get(code) ?? []).map((value) => (value === null || specialValues.includes(value) ? null : readDate(value, format)));
}

function orderedPairs(attributes: readonly ProfiledAttribute[], sample: Sample): Relation[] {
  const dates = attributes
    .filter(({ type, format }) => type === 'date' && format !== '')
    .slice(0, MOST_DATES)
    .map((attribute) => ({ code: attribute.code, days: datesOf(attribute, sample) }));
  return dates.flatMap((earlier) =>
    dates.flatMap((later): Relation[] => {
      if (earlier === later) return [];
      const pairs = earlier.days.flatMap((day, at) => {
        const other = later.days[at] ?? null;
        return day === null || other === null ? [] : [other - day];
      });
      const isOrdered = pairs.length >= FEWEST_RECORDS && pairs.every((days) => days >= 0) && pairs.some((days) => days > 0);
      return isOrdered ? [{ kind: 'ordered', earlier: earlier.code, later: later.code }] : [];
    }),
  );
}

/** Numbers of a column in a common scale; null where it states none. */
function unitsOf({ code, format, specialValues }: ProfiledAttribute, sample: Sample, scale: number): (bigint | null)[] {
  return (sample.get(code) ?? []).map((value) => {
    const number = value === null || specialValues.includes(value) ? null : readDecimal(plainNumber(value, format));
    return number === null ? null : number.units * 10n ** BigInt(scale - number.scale);
  });
}

function isSummed({ type }: ProfiledAttribute, profile: AttributeProfile | undefined): boolean {
  const width = (text: string | null | undefined) => (text ?? '').replace(/^-/, '').split('.')[0]?.length ?? 0;
  return (
    (type === 'integer' || type === 'decimal') &&
    profile !== undefined &&
    profile.mean !== null &&
    profile.distinct > 10 &&
    width(profile.min) <= WIDEST &&
    width(profile.max) <= WIDEST
  );
}

function sums(attributes: readonly ProfiledAttribute[], profiles: Profiles, sample: Sample): Relation[] {
  const summed = attributes.filter((attribute) => isSummed(attribute, profiles.get(attribute.code))).slice(0, MOST_NUMBERS);
  const numbers = summed.map((attribute) => ({ code: attribute.code, units: unitsOf(attribute, sample, 18) }));
  const found: Relation[] = [];
  const holds = (total: readonly (bigint | null)[], a: readonly (bigint | null)[], b: readonly (bigint | null)[]): boolean => {
    let tested = 0;
    // A part that is always zero says nothing of a sum.
    let telling = 0;
    for (const [at, sum] of total.entries()) {
      const [x, y] = [a[at] ?? null, b[at] ?? null];
      if (sum === null || x === null || y === null) continue;
      if (sum !== x + y) return false;
      tested += 1;
      if (x !== 0n && y !== 0n) telling += 1;
    }
    return tested >= FEWEST_RECORDS && telling >= FEWEST_RECORDS / 3;
  };
  for (const total of numbers)
    for (const [at, a] of numbers.entries())
      for (const b of numbers.slice(at + 1))
        if (a !== total && b !== total && holds(total.units, a.units, b.units))
          found.push({ kind: 'sum', total: total.code, parts: [a.code, b.code] });
  return found;
}

function blankWhen(attributes: readonly ProfiledAttribute[], profiles: Profiles, sample: Sample): Relation[] {
  const gappy = attributes.filter(({ code }) => {
    const profile = profiles.get(code);
    return profile !== undefined && profile.blank > 0 && profile.blank < profile.records;
  });
  const deciders = attributes.filter(({ code, confidential, type }) => {
    const profile = profiles.get(code);
    // A rule shows the value it asks for: none of a confidential attribute.
    return (
      !confidential &&
      type !== 'date' &&
      type !== 'decimal' &&
      profile !== undefined &&
      profile.blank === 0 &&
      profile.distinct > 1 &&
      profile.distinct <= MOST_VALUES
    );
  });
  return gappy.slice(0, MOST_BLANKS).flatMap(({ code }): Relation[] => {
    const blanks = (sample.get(code) ?? []).map(isBlankText);
    const first = blanks.indexOf(true);
    if (first < 0 || blanks.filter(Boolean).length < FEWEST_RECORDS || !blanks.includes(false)) return [];
    const by = deciders.slice(0, MOST_DECIDERS).find((decider) => {
      const values = sample.get(decider.code) ?? [];
      return decider.code !== code && values.every((value, at) => (value === values[first]) === blanks[at]);
    });
    const value = by === undefined ? null : (sample.get(by.code)?.[first] ?? null);
    return by === undefined || value === null || value.length > 100 ? [] : [{ kind: 'blank-when', code, by: by.code, value }];
  });
}

/** Relations that hold in the first records and are worth testing on all of them, in a stable order. */
export function candidateRelations(attributes: readonly ProfiledAttribute[], profiles: Profiles, sample: Sample): Relation[] {
  const there = attributes.filter((attribute) => sample.has(attribute.code));
  return [orderedPairs(there, sample), sums(there, profiles, sample), blankWhen(there, profiles, sample)].flatMap((found) =>
    found.slice(0, MOST_CANDIDATES),
  );
}

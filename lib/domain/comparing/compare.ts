import type { Decimal } from '../rules/decimal';
import type { ComparisonSetting } from './comparison-setting';
import { toleranceOf } from './comparison-setting';
import { daysApart, listsApart, momentsApart, numbersApart, textsApart } from './difference-words';
import { errorPattern } from './error-pattern';
import { aligned, compareExactly, magnitude } from './exact-decimal';
import { isEmptyText, quoted } from './folded-text';
import {
  asDay,
  asMoment,
  asNumber,
  canBeRead,
  comparableText,
  listElements,
  type Readings,
  specialReported,
  specialValuesOf,
  typeFault,
} from './read-value';
import { sameMoment } from './time-of-day';

export const RESULTS = ['pass', 'fail', 'inconclusive'] as const;
export type ComparisonResult = (typeof RESULTS)[number];

/** What a comparison came to. Only a failure has a pattern; a pass has a difference where a tolerance allowed for one. */
export interface ComparisonOutcome {
  result: ComparisonResult;
  /** How the values differ, or why that cannot be told, as a sentence; it tells of the values and is masked as they are. */
  difference: string | null;
  /** The kind of error by the recipe `pattern/1`. */
  pattern: string | null;
}

const PASS: ComparisonOutcome = { result: 'pass', difference: null, pattern: null };

/**
 * Whether two numbers agree: |reported − evidence| ≤ absolute, or |reported − evidence| · 100 ≤ relativePercent · |evidence|, both
 * exactly and without a division. Where the evidence is 0 only the absolute tolerance counts.
 */
function numbersAgree(
  { absolute, relativePercent }: Pick<ComparisonSetting, 'absolute' | 'relativePercent'>,
  reported: Decimal,
  evidence: Decimal,
): boolean {
  const [r, e, scale] = aligned(reported, evidence);
  const apart = { units: magnitude(r - e), scale };
  if (compareExactly(apart, toleranceOf(absolute)) <= 0) return true;
  const percent = toleranceOf(relativePercent);
  return e !== 0n && apart.units * 100n * 10n ** BigInt(percent.scale) <= percent.units * magnitude(e);
}

function sameElements(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a.keys()].every((element) => b.has(element));
}

/** How values of one comparator are read, when two agree, and how their difference is told. */
interface Reader<T> {
  read: (text: string) => Readings<T>;
  agree: (reported: T, evidence: T) => boolean;
  words: (reported: T, evidence: T) => string | null;
  noun: string;
}

/** The one reading of a text or list. */
function only<T>(value: T): Readings<T> {
  return { own: value, others: () => [value] };
}

/**
 * What comparing all readings of both sides says. A value is read as its attribute's format says, if it can be; where the evidence
 * agrees in another reading alone, or in some of several, nobody can tell: inconclusive.
 */
function byReadings<T>(
  { read, agree, words, noun }: Reader<T>,
  setting: ComparisonSetting,
  reported: string,
  evidence: string,
): ComparisonOutcome {
  const [r, e] = [read(reported), read(evidence)];
  const ours = r.own === null ? r.others() : [r.own];
  const theirs = e.own === null ? e.others() : [e.own];
  const [first] = ours;
  const [second] = theirs;
  if (first === undefined) return failure(setting, reported, evidence, `${quoted(reported)} is reported, which is no ${noun}.`);
  if (second === undefined) return inconclusive(`${quoted(evidence)} in the evidence is no ${noun}.`);
  const pairs = ours.flatMap((one) => theirs.map((other) => agree(one, other)));
  if (pairs.every((agrees) => agrees)) return { ...PASS, difference: agree(first, second) ? words(first, second) : null };
  const further = e.own === null ? [] : e.others();
  const agreesOtherwise = pairs.some((agrees) => agrees) || ours.some((one) => further.some((other) => agree(one, other)));
  if (agreesOtherwise)
    return inconclusive(
      `${quoted(evidence)} in the evidence agrees with ${quoted(reported)} only in one of the ways in which it can be read.`,
    );
  return failure(setting, reported, evidence, words(first, second) ?? '');
}

function inconclusive(difference: string): ComparisonOutcome {
  return { result: 'inconclusive', difference, pattern: null };
}

function failure(setting: ComparisonSetting, reported: string | null, evidence: string | null, difference: string): ComparisonOutcome {
  return { result: 'fail', difference, pattern: errorPattern(setting, reported, evidence) };
}

function byComparator(setting: ComparisonSetting, reported: string, evidence: string): ComparisonOutcome {
  const compared = <T>(reader: Reader<T>) => byReadings(reader, setting, reported, evidence);
  switch (setting.comparator) {
    case 'number':
      return compared({
        read: (text) => asNumber(setting, text),
        agree: (r, e) => numbersAgree(setting, r, e),
        words: numbersApart,
        noun: 'number',
      });
    case 'date':
      return compared({
        read: (text) => asDay(setting, text),
        agree: (r, e) => Math.abs(r - e) <= (setting.days ?? 0),
        words: daysApart,
        noun: 'date',
      });
    case 'date-time':
      return compared({ read: (text) => asMoment(setting, text), agree: sameMoment, words: momentsApart, noun: 'date' });
    case 'text':
    case 'code':
      return compared({
        read: (text) => only(text),
        agree: (r, e) => comparableText(setting, r) === comparableText(setting, e),
        words: (r, e) => (comparableText(setting, r) === comparableText(setting, e) ? null : textsApart(r, e)),
        noun: 'text',
      });
    case 'list':
      return compared({ read: (text) => only(listElements(setting, text)), agree: sameElements, words: listsApart, noun: 'list' });
  }
}

/**
 * What two values come to of which one at least is special; null where neither is. A special value agrees with itself alone,
 * whatever the tolerance; a number that stands for one does so in every way of writing it.
 */
function bySpecial(setting: ComparisonSetting, reported: string, evidence: string): ComparisonOutcome | null {
  const { ours, theirs } = specialValuesOf(setting, reported, evidence);
  if (ours === null && theirs === null) return null;
  if (ours !== null && ours === theirs) return PASS;
  if (theirs !== null)
    return failure(setting, reported, evidence, `${quoted(reported)} is reported; the evidence says the special value ${quoted(theirs)}.`);
  if (!canBeRead(setting, evidence)) return inconclusive(`${quoted(evidence)} in the evidence cannot be read.`);
  const exact = byComparator({ ...setting, absolute: null, relativePercent: null, days: null, ignoreCase: false }, reported, evidence);
  if (exact.result !== 'fail') return exact;
  return failure(setting, reported, evidence, `The special value ${quoted(reported)} is reported; the evidence says ${quoted(evidence)}.`);
}

/**
 * Compares a reported value with its evidence (domain.md, "Comparing"). `reported` null: the file has nothing. `evidence` null: no
 * value is known, which is inconclusive; an empty text states that there is none. What is reported and is no value of its type fails
 * whatever the evidence; evidence that cannot be read is inconclusive. Both blank, or the same special value, pass.
 */
export function compare(setting: ComparisonSetting, reported: string | null, evidence: string | null): ComparisonOutcome {
  const hasNothing = reported === null || isEmptyText(reported);
  if (!hasNothing && specialReported(setting, reported) === null) {
    const fault = typeFault(setting, reported);
    if (fault !== null) return failure(setting, reported, evidence, `${quoted(reported)} is reported, which ${fault}.`);
  }
  if (evidence === null) return inconclusive('There is no evidence of a value.');
  if (isEmptyText(evidence))
    return hasNothing ? PASS : failure(setting, reported, evidence, `${quoted(reported)} is reported; the evidence has no value.`);
  if (hasNothing) return failure(setting, reported, evidence, `Nothing is reported; the evidence says ${quoted(evidence)}.`);
  return bySpecial(setting, reported, evidence) ?? byComparator(setting, reported, evidence);
}

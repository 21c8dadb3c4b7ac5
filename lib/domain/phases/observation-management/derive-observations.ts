import { aligned } from '../../comparing/exact-decimal';
import { patternLabel } from '../../comparing/pattern-words';
import { type CaseOutcome, type DeviationRate, deviationRates, type RandomSample } from '../../observing/deviation-rates';
import { type FailureGroup, groupFailures } from '../../observing/group-failures';
import { type OriginKind, originCounts } from '../../observing/origin-counts';
import { proposedSeverity } from '../../observing/severity';
import { readDecimal } from '../../rules/decimal';
import { type CaseLink, caseLinkKey, type Observation } from './observation-item';

/** A run that a Test Executive accepted. */
export interface ReviewedRun {
  caseId: string;
  attribute: string;
  record: string;
  result: Exclude<CaseOutcome, 'untestable'>;
  pattern: string | null;
  reported: string | null;
  value: string | null;
  difference: string | null;
  judged: string;
}

/** What severity and words follow from, of an attribute that is tested. */
export interface ObservedAttribute {
  code: string;
  name: string;
  cde: boolean;
  historicalIssue: boolean;
  risk: number | null;
  /** As contents name people; null where nobody is named. */
  owner: string | null;
}

/** The sample of a line of business: how each record came into it, and the random samples it is part of. */
export interface ObservedSample {
  origins: ReadonlyMap<string, OriginKind>;
  random: readonly RandomSample[];
}

/** What was found in earlier cycles of the report, by the key of the observation. */
export type EarlierFindings = ReadonlyMap<string, NonNullable<Observation['recurrence']>>;

/** What people write; the rest of an observation is derived. */
export type PeoplesPart = Pick<
  Observation,
  | 'title'
  | 'text'
  | 'impact'
  | 'severity'
  | 'severityReason'
  | 'decision'
  | 'decisionReason'
  | 'mergedInto'
  | 'remediationOwner'
  | 'remediationDue'
  | 'remediationAction'
  | 'turnedDownBy'
  | 'turnedDownReason'
  | 'answer'
>;
export type DerivedPart = Omit<Observation, keyof PeoplesPart | 'position'>;

export interface DerivedObservations {
  observations: ReadonlyMap<string, DerivedPart>;
  cases: ReadonlyMap<string, CaseLink>;
}

/** A case without a failure has no kind of error; one that failed without it is grouped with the others of its sort. */
const UNTOLD = 'other';

/**
 * Groups the reviewed failures of a line of business into observations, each failing case in exactly one, with rates and counts of the
 * attribute, the severity that they propose, and whether they were found before. Rates rest on random records alone. Throws on a case that was
 * tested twice.
 */
export function deriveObservations(
  runs: readonly ReviewedRun[],
  attributes: ReadonlyMap<string, ObservedAttribute>,
  sample: ObservedSample,
  earlier: EarlierFindings = new Map(),
): DerivedObservations {
  const byCase = new Map(runs.map((run) => [run.caseId, run]));
  if (byCase.size !== runs.length) throw new Error('A case was tested in two places.');
  const byAttribute = new Map<string, ReviewedRun[]>();
  for (const run of runs) {
    const known = byAttribute.get(run.attribute);
    if (known === undefined) byAttribute.set(run.attribute, [run]);
    else known.push(run);
  }
  const failures = runs.filter(({ result }) => result === 'fail').map((run) => ({ ...run, pattern: run.pattern ?? UNTOLD }));
  const groups = groupFailures(failures);
  const observations = groups.map((group): [string, DerivedPart] => {
    const attribute = attributes.get(group.attribute) ?? unknown(group.attribute);
    const now = derived(group, attribute, byAttribute.get(group.attribute) ?? [], sample);
    return [group.key, { ...now, recurrence: earlier.get(group.key) ?? null }];
  });
  const cases = groups.flatMap(({ key, cases: ids }) =>
    ids.flatMap((id): [string, CaseLink][] => {
      const run = byCase.get(id);
      return run === undefined ? [] : [[caseLinkKey(id), linkOf(key, run, attributes, sample)]];
    }),
  );
  return { observations: new Map(observations), cases: new Map(cases) };
}

function unknown(code: string): ObservedAttribute {
  return { code, name: code, cde: false, historicalIssue: false, risk: null, owner: null };
}

function derived(group: FailureGroup, attribute: ObservedAttribute, runs: readonly ReviewedRun[], sample: ObservedSample): DerivedPart {
  const own = new Set(group.cases);
  const rates = deviationRates(sample.random, new Map(runs.map(({ record, result }) => [record, result])));
  const counts = originCounts(
    runs.map(({ caseId, record, result }) => ({
      origin: originOf(sample, record),
      // What failed in another way is another observation's.
      outcome: result === 'fail' && !own.has(caseId) ? 'pass' : result,
    })),
  );
  const { cde, historicalIssue, risk } = attribute;
  const { grade, exposure, importance, arithmetic } = proposedSeverity({ rates, failed: own.size, cde, historicalIssue, risk });
  return {
    kind: 'observation',
    attribute: group.attribute,
    attributeName: attribute.name,
    pattern: group.pattern,
    owner: attribute.owner,
    failed: own.size,
    tested: runs.length,
    counts,
    rates,
    upperPercent: greatestBound(rates),
    proposed: grade,
    exposure,
    importance,
    arithmetic,
    recurrence: null,
  };
}

function originOf({ origins }: ObservedSample, record: string): OriginKind {
  return origins.get(record) ?? 'judgmental';
}

function linkOf(
  observation: string,
  { attribute, record, reported, value, difference, judged }: ReviewedRun,
  attributes: ReadonlyMap<string, ObservedAttribute>,
  sample: ObservedSample,
): CaseLink {
  return {
    kind: 'case',
    observation,
    attribute,
    attributeName: attributes.get(attribute)?.name ?? attribute,
    record,
    origin: originOf(sample, record),
    reported,
    value,
    difference,
    runJudged: judged,
  };
}

function greatestBound(rates: readonly DeviationRate[]): string | null {
  let greatest: string | null = null;
  for (const { upperPercent } of rates) if (greatest === null || isGreater(upperPercent, greatest)) greatest = upperPercent;
  return greatest;
}

function isGreater(one: string, other: string): boolean {
  const [left, right] = [readDecimal(one), readDecimal(other)];
  if (left === null || right === null) throw new Error(`No percentages: ${one}, ${other}.`);
  const [a, b] = aligned(left, right);
  return a > b;
}

/** What an observation is called until somebody calls it otherwise: "Income: Off by a factor of 100". */
export function proposedTitle({ attributeName, pattern }: Pick<Observation, 'attributeName' | 'pattern'>): string {
  return `${attributeName}: ${patternLabel(pattern)}`;
}

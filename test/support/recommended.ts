import type { AttributeProfile } from '#domain/phases/data-profiling/profile-facts';
import type { Rule } from '#domain/phases/data-profiling/rule-item';
import type { Attribute } from '#domain/phases/planning/attribute-item';
import { ownRecommender } from '#domain/phases/scoping/points';
import { recommendScope } from '#domain/phases/scoping/recommend';
import type { Recommender } from '#domain/phases/scoping/recommender';
import type { ScopedAttribute } from '#domain/phases/scoping/scope-item';

function amount(changes: Partial<Attribute> = {}): Attribute {
  return {
    code: 'AMOUNT',
    position: 1,
    name: 'Amount',
    description: '',
    type: 'integer',
    format: '',
    requirement: null,
    validValues: [],
    specialValues: [],
    exhaustive: false,
    keyOrder: null,
    cde: false,
    historicalIssue: false,
    mdrm: '',
    securityClass: null,
    pdes: [],
    risk: null,
    riskRationale: '',
    column: 'amount',
    decision: 'include',
    decisionReason: '',
    turnedDownBy: null,
    turnedDownReason: '',
    answer: '',
    ...changes,
  };
}

/** A used rule about the amount that ran and failed on none of 100 records, unless said otherwise. */
export function ruleOnAmount(changes: Partial<Rule> = {}, failed = 0, tested = 100): Rule {
  return {
    code: 'R1',
    name: 'R1',
    attribute: 'AMOUNT',
    attributes: ['AMOUNT'],
    dimension: 'validity',
    severity: 'high',
    expression: 'AMOUNT > 0',
    rationale: '',
    source: 'data',
    sourceDetail: '',
    decision: 'include',
    decisionReason: '',
    problem: null,
    result: { status: 'ran', tested, passed: tested - failed, failed, message: '', population: 'p' },
    turnedDownBy: null,
    turnedDownReason: '',
    answer: '',
    ...changes,
  };
}

/** The profile of an amount that is filled in every one of 100 records, unless said otherwise. */
export function profileOfAmount(changes: Partial<AttributeProfile> = {}): AttributeProfile {
  return {
    code: 'AMOUNT',
    name: 'Amount',
    type: 'integer',
    records: 100,
    blank: 0,
    special: 0,
    distinct: 10,
    min: '1',
    max: '9',
    mean: '5',
    median: '5',
    standardDeviation: '1',
    lowerQuartile: '3',
    upperQuartile: '7',
    shortest: 1,
    longest: 1,
    patterns: [],
    top: [],
    histogram: [],
    wrongType: 0,
    outOfDomain: 0,
    outliers: 0,
    population: 'p',
    ...changes,
  };
}

/** The scoping recommended for an amount: an included integer of which nothing is known but what is said. */
export async function recommended(
  of: Partial<Attribute>,
  rules: readonly Rule[] = [],
  found: AttributeProfile | null = null,
  recommenders: readonly Recommender[] = [ownRecommender],
): Promise<ScopedAttribute> {
  const [one] = await recommendScope([{ attribute: amount(of), rules, profile: found }], recommenders);
  if (one === undefined) throw new Error('nothing recommended');
  return one;
}

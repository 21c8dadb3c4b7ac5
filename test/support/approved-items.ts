import type { ItemChange } from '#domain/item/diff';
import type { ItemData } from '#domain/item/json';
import { profileKey } from '#domain/phases/data-profiling/profile-facts';
import type { Rule } from '#domain/phases/data-profiling/rule-item';
import type { Attribute } from '#domain/phases/planning/attribute-item';
import { put } from './world/chain';

/** An included attribute of Planning, of which nothing is known but what is said. */
export function attributeItem(code: string, position: number, changes: Partial<Attribute> = {}): ItemChange {
  const data: Attribute = {
    code,
    position,
    name: code.toLowerCase(),
    description: '',
    type: 'code',
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
    column: code,
    decision: 'include',
    decisionReason: '',
    turnedDownBy: null,
    turnedDownReason: '',
    answer: '',
    ...changes,
  };
  return put(code, data as unknown as ItemData);
}

/** A used rule of Data Profiling that ran over 200 records. */
export function ruleItem(code: string, about: string, failed: number, changes: Partial<Rule> = {}): ItemChange {
  const data: Rule = {
    code,
    name: code,
    attribute: about,
    attributes: [about],
    dimension: 'validity',
    severity: 'critical',
    expression: `${about} = 1`,
    rationale: '',
    source: 'type',
    sourceDetail: '',
    decision: 'include',
    decisionReason: '',
    problem: null,
    result: { status: 'ran', tested: 200, passed: 200 - failed, failed, message: '', population: 'p' },
    turnedDownBy: null,
    turnedDownReason: '',
    answer: '',
    ...changes,
  };
  return put(code, data as unknown as ItemData);
}

/** The profile of an attribute over 200 records. */
export function profileItem(code: string, blank: number): ItemChange {
  const none = {
    min: null,
    max: null,
    mean: null,
    median: null,
    standardDeviation: null,
    lowerQuartile: null,
    upperQuartile: null,
    shortest: 1,
    longest: 1,
    patterns: [],
    top: [],
    histogram: [],
    wrongType: 0,
    outOfDomain: 0,
    outliers: 0,
  };
  return put(profileKey(code), { code, name: code, type: 'code', records: 200, blank, special: 0, distinct: 3, ...none, population: 'p' });
}

import { percent } from '../../percent';
import type { Rule, Severity } from '../data-profiling/rule-item';
import type { Recommender, ScopingEvidence, ScopingReason } from './recommender';

/**
 * The most each kind of reason counts, in the order of weight of domain.md, "3 Scoping"; together 100. Each is more than the
 * next, so that a critical data element always stands before an attribute that only failed rules.
 */
export const POINTS = { cde: 40, 'historical-issue': 24, 'failed-rules': 16, risk: 10, mandatory: 6, usage: 4 } as const;

/**
 * An attribute with this many points is recommended for testing. A CDE, a historical issue or a failed critical rule is enough by
 * itself; a failed rule of less weight together with a well filled column, or a risk of 5 or more in a mandatory, well filled one.
 */
export const THRESHOLD = 15;

/** Points of the most severe rule that failed on some record. */
const FAILED_POINTS: Record<Severity, number> = { critical: 16, high: 14, medium: 12, low: 10 };

const OWN_RECOMMENDER = 'countersign/1';

const SEVERITY_ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** Used rules that ran and failed on some record. */
export function failedRules(rules: readonly Rule[]): Rule[] {
  return rules.filter((rule) => rule.result?.status === 'ran' && rule.result.failed > 0);
}

function failedReason(rules: readonly Rule[]): ScopingReason | null {
  const failed = failedRules(rules);
  const worst = SEVERITY_ORDER.find((severity) => failed.some((rule) => rule.severity === severity));
  if (worst === undefined) return null;
  const most = Math.max(...failed.map((rule) => rule.result?.failed ?? 0));
  const records = most === 1 ? '1 record' : `${most.toLocaleString('en-US')} records`;
  const which = rules.length === 1 ? 'Its only rule failed' : `${failed.length} of ${rules.length} rules failed`;
  return { source: 'failed-rules', points: FAILED_POINTS[worst], text: `${which}, on up to ${records}; the most severe is ${worst}.` };
}

/** One point for each quarter of the records that hold a value: neither blank nor a special value. */
function usageReason({ profile }: ScopingEvidence): ScopingReason | null {
  if (profile === null || profile.records === 0) return null;
  const filled = profile.records - profile.blank - profile.special;
  const points = Math.floor((POINTS.usage * filled) / profile.records);
  return points === 0 ? null : { source: 'usage', points, text: `Holds a value in ${percent(filled, profile.records)} % of the records.` };
}

/** Countersign's own reasons for testing one attribute, in the order of their weight; those that count nothing are left out. */
function ownReasons(evidence: ScopingEvidence): ScopingReason[] {
  const { attribute, rules } = evidence;
  const { risk } = attribute;
  const reasons: (ScopingReason | null)[] = [
    attribute.cde ? { source: 'cde', points: POINTS.cde, text: 'Critical data element.' } : null,
    attribute.historicalIssue ? { source: 'historical-issue', points: POINTS['historical-issue'], text: 'Had an issue before.' } : null,
    failedReason(rules),
    risk === null ? null : { source: 'risk', points: Math.min(risk, POINTS.risk), text: `Risk ${risk} of 10.` },
    attribute.requirement === 'mandatory' ? { source: 'mandatory', points: POINTS.mandatory, text: 'Mandatory.' } : null,
    usageReason(evidence),
  ];
  return reasons.filter((reason) => reason !== null);
}

/** Countersign's own recommender: points for what Planning and Data Profiling found. */
export const ownRecommender: Recommender = {
  name: OWN_RECOMMENDER,
  reasonsFor: (attributes) => Promise.resolve(new Map(attributes.map((evidence) => [evidence.attribute.code, ownReasons(evidence)]))),
};

import { percent } from '../../percent';
import type { Rule } from '../data-profiling/rule-item';
import { failedRules, THRESHOLD } from './points';
import type { Recommender, ScopingEvidence, ScopingReason } from './recommender';
import type { ScopedAttribute } from './scope-item';

/** Used rules about one attribute: those that constrain it, and those of no one attribute that name it. */
export function rulesAbout(code: string, rules: readonly Rule[]): Rule[] {
  return rules.filter(
    (rule) => rule.decision === 'include' && (rule.attribute === null ? rule.attributes.includes(code) : rule.attribute === code),
  );
}

/** Per cent of tested records that passed, over all rules that ran, two places; null where nothing was tested. */
function dqScore(rules: readonly Rule[]): string | null {
  const ran = rules.flatMap(({ result }) => (result?.status === 'ran' ? [result] : []));
  const sum = (figure: 'passed' | 'tested') => ran.reduce((total, result) => total + result[figure], 0);
  return percent(sum('passed'), sum('tested'), 2);
}

const KEY_REASON: ScopingReason = { source: 'key', points: 100, text: 'Part of the record key: in scope by rule, never itself a test.' };

function clamped(points: number): number {
  return Math.max(0, Math.min(100, points));
}

function scoped({ attribute, rules }: ScopingEvidence, reasons: readonly ScopingReason[], recommendedBy: string): ScopedAttribute {
  const isKey = attribute.keyOrder !== null;
  const score = clamped(reasons.reduce((sum, reason) => sum + reason.points, 0));
  const { code, position, name, cde, historicalIssue, risk, requirement, type } = attribute;
  return {
    code,
    position,
    name,
    recommendation: isKey ? 'key' : score >= THRESHOLD ? 'test' : 'skip',
    score,
    reasons: [...reasons],
    recommendedBy,
    cde,
    historicalIssue,
    risk,
    requirement,
    type,
    rules: rules.length,
    failedRules: failedRules(rules).length,
    dqScore: dqScore(rules),
    decision: null,
    decisionReason: '',
    finalScoping: isKey ? 'key' : null,
    approach: '',
    turnedDownBy: null,
    turnedDownReason: '',
    answer: '',
  };
}

/**
 * Every attribute with its recommendation, undecided, in the order given. Reasons of all recommenders are added up, in the order
 * of the list; keys are in scope by rule and nobody is asked about them.
 */
export async function recommendScope(
  attributes: readonly ScopingEvidence[],
  recommenders: readonly Recommender[],
): Promise<ScopedAttribute[]> {
  const asked = attributes.filter(({ attribute }) => attribute.keyOrder === null);
  const answers = await Promise.all(recommenders.map(async (recommender) => await recommender.reasonsFor(asked)));
  const by = recommenders.map((recommender) => recommender.name).join(', ');
  return attributes.map((evidence) => {
    const { code, keyOrder } = evidence.attribute;
    return scoped(evidence, keyOrder === null ? answers.flatMap((answer) => [...(answer.get(code) ?? [])]) : [KEY_REASON], by);
  });
}

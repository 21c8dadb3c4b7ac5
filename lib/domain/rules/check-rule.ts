import { resolveRule } from './resolve-rule';
import type { RuleAttribute, RuleExpression, RuleProblem } from './rule-expression';

/** Why a rule cannot be used on these attributes: unknown names, values that do not fit together; empty where it can. */
export function checkRule(rule: RuleExpression, attributes: readonly RuleAttribute[]): readonly RuleProblem[] {
  return resolveRule(rule, attributes).problems ?? [];
}

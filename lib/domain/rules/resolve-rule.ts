import { resolveCondition } from './resolve-conditions';
import { Resolver } from './resolver';
import { ruleAttributes } from './rule-attributes';
import type { Expression, RuleAttribute, RuleExpression, RuleProblem } from './rule-expression';
import type { RulePlan, UniquePlan } from './rule-plan';

function resolveUnique(resolver: Resolver, call: Expression & { kind: 'call' }): UniquePlan | null {
  if (resolver.called(call) === null) return null;
  const codes: string[] = [];
  for (const given of call.given) {
    if (given.kind !== 'attribute') return resolver.refuse('“unique” takes attributes only.', given);
    const attribute = resolver.attribute(given);
    if (attribute === null) continue;
    if (codes.includes(attribute.code)) return resolver.refuse('This attribute is named already.', given);
    codes.push(attribute.code);
  }
  return codes.length < call.given.length ? null : { kind: 'unique', codes };
}

/**
 * A parsed rule with every reading made explicit, or why it cannot be used on these attributes. Problems are in the order
 * of their places, each once.
 */
export function resolveRule(
  rule: RuleExpression,
  attributes: readonly RuleAttribute[],
): { plan: RulePlan; problems: null } | { plan: null; problems: readonly RuleProblem[] } {
  const resolver = new Resolver(attributes);
  const condition = rule.condition === null ? null : resolveCondition(resolver, rule.condition);
  const { requirement: written } = rule;
  const requirement =
    written.kind === 'call' && written.name === 'unique' ? resolveUnique(resolver, written) : resolveCondition(resolver, written);
  if (resolver.problems.length === 0 && ruleAttributes(rule).length === 0)
    resolver.refuse('The rule names no attribute.', { from: (rule.condition ?? written).from, to: written.to });
  if (resolver.problems.length === 0 && requirement !== null && (rule.condition === null) === (condition === null))
    return { plan: { condition, requirement }, problems: null };
  const byPlace = new Map(resolver.problems.map((problem) => [`${problem.from} ${problem.to} ${problem.message}`, problem]));
  return { plan: null, problems: [...byPlace.values()].sort((a, b) => a.from - b.from || a.to - b.to) };
}

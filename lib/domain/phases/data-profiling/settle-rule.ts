import type { Facts, ItemData } from '../../item/json';
import { checkRule } from '../../rules/check-rule';
import { parseRule } from '../../rules/parse-rule';
import { ruleAttributes } from '../../rules/rule-attributes';
import type { RuleAttribute, RuleProblem } from '../../rules/rule-expression';
import { ATTRIBUTES_FACT, attributesFactSchema } from './profile-facts';

/** A problem with its place, from 1, for where the text is not beside it. */
function problemText({ message, from }: RuleProblem): string {
  return `At character ${from + 1}: ${message}`;
}

/** What follows from an expression: the attributes it names, and why it cannot be used on these attributes (null where it can). */
export function readExpression(
  expression: string,
  attributes: readonly RuleAttribute[] | null,
): { attributes: string[]; problem: string | null } {
  const parsed = parseRule(expression);
  if (!parsed.ok) return { attributes: [], problem: parsed.problems.map(problemText).join(' ') };
  const problems = attributes === null ? [] : checkRule(parsed.rule, attributes);
  return { attributes: ruleAttributes(parsed.rule), problem: problems.length === 0 ? null : problems.map(problemText).join(' ') };
}

/** A Data Profiling item after an edit: what its expression says anew, and no result of another expression. Before the attributes are known only the syntax is checked. */
export function settleRule(edited: ItemData, before: ItemData | null, facts: Facts): ItemData {
  const fact = attributesFactSchema.safeParse(facts.get(ATTRIBUTES_FACT));
  const expression = typeof edited.expression === 'string' ? edited.expression : '';
  const derived = readExpression(expression, fact.success ? fact.data.attributes : null);
  const isSame = before !== null && before.expression === expression;
  return { ...edited, ...derived, result: isSame ? (before.result ?? null) : null };
}

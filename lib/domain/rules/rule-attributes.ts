import { type Expression, partsOf, type RuleExpression } from './rule-expression';

function collect(expression: Expression, codes: Set<string>): void {
  if (expression.kind === 'attribute') codes.add(expression.code);
  for (const part of partsOf(expression)) collect(part, codes);
}

/** Codes of the attributes a rule names, each once, sorted. */
export function ruleAttributes({ condition, requirement }: RuleExpression): string[] {
  const codes = new Set<string>();
  if (condition !== null) collect(condition, codes);
  collect(requirement, codes);
  return [...codes].sort();
}

import { parseRule } from '#domain/rules/parse-rule';
import type { RuleAttribute } from '#domain/rules/rule-expression';

const LIST: Pick<RuleAttribute, 'validValues' | 'specialValues'> = { validValues: [], specialValues: [] };
/** Attributes of every type that the tests of rules write about. */
export const ATTRIBUTES: RuleAttribute[] = [
  { code: 'PURPOSE', type: 'code', format: 'digits', validValues: ['1', '2', '31'], specialValues: [] },
  { code: 'AMOUNT', type: 'decimal', format: '', ...LIST },
  { code: 'FEE', type: 'decimal', format: '', ...LIST },
  { code: 'TOTAL', type: 'decimal', format: '', ...LIST },
  { code: 'INCOME', type: 'integer', format: '', validValues: [], specialValues: ['NA'] },
  { code: 'TAKEN', type: 'date', format: 'yyyymmdd', ...LIST },
  { code: 'APPLIED', type: 'date', format: 'mm/dd/yyyy', ...LIST },
  { code: 'NAME', type: 'text', format: '', ...LIST },
  { code: 'in', type: 'text', format: '', ...LIST },
  { code: 'Sélect "x"', type: null, format: '', ...LIST },
];

/** The rule that a text says. @throws Error where it says none */
export function parsed(text: string) {
  const result = parseRule(text);
  if (!result.ok) throw new Error(`${text}: ${result.problems[0]?.message}`);
  return result.rule;
}

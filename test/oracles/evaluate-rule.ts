import { isBlank } from '#domain/rules/blank';
import { readDecimal } from '#domain/rules/decimal';
import { resolveRule } from '#domain/rules/resolve-rule';
import type { RuleAttribute, RuleExpression } from '#domain/rules/rule-expression';
import type { ConditionPlan, RulePlan } from '#domain/rules/rule-plan';
import { compareBytes } from './compare-bytes';
import { absolute, compareDecimals, isInteger, isNumber, multiply, subtract, wholeNumber } from './decimal-arithmetic';
import { evaluateDate, evaluateNumber, evaluateText, type Read } from './evaluate-values';

export type Outcome = 'passed' | 'failed' | 'not-tested';

type Operator = '=' | '<' | '<=' | '>' | '>=';

/** `order`: below, at or above zero as left is less than, equal to or greater than right. */
function holds(operator: Operator, order: number): boolean {
  switch (operator) {
    case '=':
      return order === 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Compares two sides; false where one of them cannot be read. */
function both<T>(left: T | null, right: T | null, compare: (left: T, right: T) => boolean): boolean {
  return left !== null && right !== null && compare(left, right);
}

function filled(text: string): string | null {
  return isBlank(text) ? null : text;
}

/** Whether a condition holds for a record. */
export function evaluateCondition(plan: ConditionPlan, read: Read): boolean {
  switch (plan.kind) {
    case 'compare-text':
      return both(filled(evaluateText(plan.left, read)), filled(evaluateText(plan.right, read)), (left, right) =>
        holds(plan.operator, compareBytes(left, right)),
      );
    case 'compare-number':
      return both(evaluateNumber(plan.left, read), evaluateNumber(plan.right, read), (left, right) =>
        holds(plan.operator, compareDecimals(left, right)),
      );
    case 'compare-date':
      return both(evaluateDate(plan.left, read), evaluateDate(plan.right, read), (left, right) => holds(plan.operator, left - right));
    case 'close':
      return both(evaluateNumber(plan.left, read), evaluateNumber(plan.right, read), (left, right) => {
        const amount = readDecimal(plan.amount) ?? wholeNumber(0);
        const apart = absolute(subtract(left, right));
        return plan.percent
          ? compareDecimals(multiply(apart, wholeNumber(100)), multiply(absolute(right), amount)) <= 0
          : compareDecimals(apart, amount) <= 0;
      });
    case 'text-in':
      return plan.values.includes(evaluateText(plan.of, read));
    case 'number-in':
      return plan.values.some((value) =>
        both(evaluateNumber(plan.of, read), readDecimal(value), (left, right) => compareDecimals(left, right) === 0),
      );
    case 'blank':
      return isBlank(evaluateText(plan.of, read));
    case 'is-number':
      return plan.of.kind === 'number-of' ? isNumber(evaluateText(plan.of.of, read)) : evaluateNumber(plan.of, read) !== null;
    case 'is-integer':
      return isInteger(evaluateText(plan.of, read));
    case 'is-date':
      return evaluateDate(plan.of, read) !== null;
    case 'starts-with':
    case 'ends-with':
    case 'contains':
      return hasPart(plan.kind, evaluateText(plan.of, read), evaluateText(plan.part, read));
    case 'matches': {
      const text = evaluateText(plan.of, read);
      return !isBlank(text) && new RegExp(`^(?:${plan.pattern})$`, 'u').test(text);
    }
    case 'not':
      return !evaluateCondition(plan.of, read);
    case 'and':
      return plan.parts.every((part) => evaluateCondition(part, read));
    case 'or':
      return plan.parts.some((part) => evaluateCondition(part, read));
  }
}

/** Whether a text begins with, ends with or contains a part; the empty text is part of no text. */
function hasPart(kind: 'starts-with' | 'ends-with' | 'contains', text: string, part: string): boolean {
  if (part === '') return false;
  return kind === 'contains' ? text.includes(part) : kind === 'starts-with' ? text.startsWith(part) : text.endsWith(part);
}

/** Whether a record shares its combination with another; asked of `unique` rules only. */
export type IsRepeated = (codes: readonly string[]) => boolean;

/** The outcome of a resolved rule for one record. */
export function evaluatePlan({ condition, requirement }: RulePlan, read: Read, isRepeated: IsRepeated): Outcome {
  if (condition !== null && !evaluateCondition(condition, read)) return 'not-tested';
  const passes = requirement.kind === 'unique' ? !isRepeated(requirement.codes) : evaluateCondition(requirement, read);
  return passes ? 'passed' : 'failed';
}

/**
 * The plain evaluator: what a rule says of one record. `read` answers a record's value by attribute code. A record alone
 * repeats nothing; over many, `isRepeated` says which combinations another tested record has. Throws for a rule that does
 * not check.
 */
export function evaluateRule(
  rule: RuleExpression,
  read: Read,
  attributes: readonly RuleAttribute[],
  isRepeated: IsRepeated = () => false,
): Outcome {
  const { plan, problems } = resolveRule(rule, attributes);
  if (plan === null) throw new Error(problems[0]?.message ?? 'The rule cannot be used.');
  return evaluatePlan(plan, read, isRepeated);
}

import type { ProfiledAttribute } from './rule-attribute';

/** A stretch of a rule's text: offsets in UTF-16 units, `to` exclusive. */
export interface Place {
  from: number;
  to: number;
}

/** Why a rule cannot be used, and where. */
export interface RuleProblem extends Place {
  message: string;
}

/** What a rule is checked against. */
export type RuleAttribute = Pick<ProfiledAttribute, 'code' | 'type' | 'format' | 'validValues' | 'specialValues'>;

export const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof COMPARISONS)[number];
export const ARITHMETIC = ['+', '-', '*'] as const;
export type Arithmetic = (typeof ARITHMETIC)[number];
export const KINDS_OF_VALUE = ['blank', 'number', 'integer', 'date'] as const;
export type KindOfValue = (typeof KINDS_OF_VALUE)[number];

/** `within 0.5` or `within 2 %`: how far both sides of "=" may lie apart; per cent are of the right side. */
export interface Tolerance {
  /** Decimal text. */
  amount: string;
  percent: boolean;
}

/** A value of a list: text, or decimal text that may be negative. */
export type ListValue = { kind: 'text'; value: string } | { kind: 'number'; value: string };

type Node =
  | { kind: 'attribute'; code: string }
  | { kind: 'text'; value: string }
  /** Decimal text without sign. */
  | { kind: 'number'; value: string }
  | { kind: 'negate'; of: Expression }
  | { kind: 'arithmetic'; operator: Arithmetic; left: Expression; right: Expression }
  /** `name` in lower case. */
  | { kind: 'call'; name: string; given: readonly Expression[] }
  | { kind: 'compare'; operator: Comparison; left: Expression; right: Expression; within: Tolerance | null }
  | { kind: 'in'; of: Expression; list: readonly ListValue[]; negated: boolean }
  | { kind: 'in-code-list'; of: Expression; list: 'valid' | 'special'; negated: boolean }
  | { kind: 'between'; of: Expression; low: Expression; high: Expression; negated: boolean }
  | { kind: 'is'; of: Expression; what: KindOfValue; negated: boolean }
  | { kind: 'not'; of: Expression }
  | { kind: 'and' | 'or'; parts: readonly Expression[] };

/** A part of a rule as it was written: values and conditions alike, so that a wrong mixture is an error with its place. */
export type Expression = Node & Place;

/** `if condition then requirement`; without `if` every record is tested. */
export interface RuleExpression {
  condition: Expression | null;
  requirement: Expression;
}

/** Longest text of a rule, deepest nesting, and most sums and products; DuckDB ends at an expression depth of 1,000. */
export const MOST_CHARACTERS = 4_000;
export const DEEPEST_NESTING = 40;
export const MOST_ARITHMETIC = 100;
/** Digits a number may have before and after its point; anything longer is no number, in a rule as in the data. */
export const WHOLE_DIGITS = 20;
export const FRACTION_DIGITS = 18;

/** Words that an attribute of the same name must be quoted for, in lower case. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(['if', 'then', 'and', 'or', 'not', 'in', 'is', 'between', 'within']);
/** A code that needs no quotes. */
export const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The parts a part is made of, in the order written. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'attribute':
    case 'text':
    case 'number':
      return [];
    case 'negate':
    case 'not':
    case 'in':
    case 'in-code-list':
    case 'is':
      return [expression.of];
    case 'arithmetic':
    case 'compare':
      return [expression.left, expression.right];
    case 'between':
      return [expression.of, expression.low, expression.high];
    case 'call':
      return expression.given;
    case 'and':
    case 'or':
      return expression.parts;
  }
}

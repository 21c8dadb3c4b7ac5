import { type Expression, type ListValue, PLAIN_NAME, RESERVED_WORDS, type RuleExpression, type Tolerance } from './rule-expression';

/** How tightly each kind binds; a part looser than its place asks for gets brackets. */
const TIGHTNESS: Readonly<Record<Expression['kind'], number>> = {
  or: 1,
  and: 2,
  not: 3,
  compare: 4,
  in: 4,
  'in-code-list': 4,
  between: 4,
  is: 4,
  arithmetic: 5,
  negate: 7,
  attribute: 8,
  text: 8,
  number: 8,
  call: 8,
};
const PRODUCT = 6;

function tightness(expression: Expression): number {
  return expression.kind === 'arithmetic' && expression.operator === '*' ? PRODUCT : TIGHTNESS[expression.kind];
}

/** A text as the language writes it. */
export function printText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** An attribute's code as the language writes it: as it is, in double quotes where that would read as something else. */
export function printAttribute(code: string): string {
  return PLAIN_NAME.test(code) && !RESERVED_WORDS.has(code.toLowerCase()) ? code : `"${code.replaceAll('"', '""')}"`;
}

/** A value of a list as the language writes it. */
export function printListValue(value: ListValue): string {
  return value.kind === 'text' ? printText(value.value) : value.value;
}

function printTolerance(within: Tolerance | null): string {
  return within === null ? '' : ` within ${within.amount}${within.percent ? ' %' : ''}`;
}

function print(expression: Expression, atLeast: number): string {
  const text = printPart(expression);
  return tightness(expression) < atLeast ? `(${text})` : text;
}

function printPart(expression: Expression): string {
  const value = (part: Expression) => print(part, TIGHTNESS.arithmetic);
  const not = (negated: boolean) => (negated ? 'not ' : '');
  switch (expression.kind) {
    case 'attribute':
      return printAttribute(expression.code);
    case 'text':
      return printText(expression.value);
    case 'number':
      return expression.value;
    case 'negate':
      return `-${print(expression.of, TIGHTNESS.negate)}`;
    case 'arithmetic': {
      const own = tightness(expression);
      return `${print(expression.left, own)} ${expression.operator} ${print(expression.right, own + 1)}`;
    }
    case 'call':
      return `${expression.name}(${expression.given.map((part) => print(part, 0)).join(', ')})`;
    case 'compare':
      return `${value(expression.left)} ${expression.operator} ${value(expression.right)}${printTolerance(expression.within)}`;
    case 'in':
      return `${value(expression.of)} ${not(expression.negated)}in (${expression.list.map(printListValue).join(', ')})`;
    case 'in-code-list':
      return `${value(expression.of)} ${not(expression.negated)}in ${expression.list} values`;
    case 'between':
      return `${value(expression.of)} ${not(expression.negated)}between ${value(expression.low)} and ${value(expression.high)}`;
    case 'is':
      return `${value(expression.of)} is ${not(expression.negated)}${expression.what}`;
    case 'not':
      return `not ${print(expression.of, TIGHTNESS.not)}`;
    case 'and':
    case 'or':
      return expression.parts.map((part) => print(part, TIGHTNESS[expression.kind] + 1)).join(` ${expression.kind} `);
  }
}

/** A part of a rule as text, in one line and with no more brackets than it needs. */
export function printExpression(expression: Expression): string {
  return print(expression, 0);
}

/** A rule as text, in one line and with no more brackets than it needs; `parseRule` of it gives the same rule. */
export function printRule({ condition, requirement }: RuleExpression): string {
  const guard = condition === null ? '' : `if ${print(condition, 0)} then `;
  return `${guard}${print(requirement, 0)}`;
}

import type { IToken } from 'chevrotain';
import { ARITHMETIC, type Arithmetic, COMPARISONS, type Comparison, type Expression, type Place } from './rule-expression';

/** The text between two quotes; a doubled quote stands for one. */
export function unquote(token: IToken): string {
  const quote = token.image[0] ?? '';
  return token.image.slice(1, -1).replaceAll(quote + quote, quote);
}

/** Where a token stands in the rule. */
export function placeOf(token: IToken): Place {
  return { from: token.startOffset, to: token.startOffset + token.image.length };
}

/** From the beginning of the first place to the end of the last. */
export function span(first: Place, last: Place): Place {
  return { from: first.from, to: last.to };
}

/** Parts joined by a word; one part stands for itself. Throws where there is none. */
export function joined(expression: readonly Expression[], kind: 'and' | 'or'): Expression {
  const [first] = expression;
  const last = expression.at(-1);
  if (first === undefined || last === undefined) throw new Error('A conjunction without parts.');
  return expression.length === 1 ? first : { kind, parts: expression, ...span(first, last) };
}

/** The comparison a token spells; "<>" is another way to write "!=". */
export function comparisonOf(image: string): Comparison {
  return COMPARISONS.find((operator) => operator === image) ?? '!=';
}

/** The arithmetic a token spells. */
export function arithmeticOf(image: string): Arithmetic {
  return ARITHMETIC.find((operator) => operator === image) ?? '+';
}

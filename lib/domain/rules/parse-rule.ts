import {
  DEEPEST_NESTING,
  FRACTION_DIGITS,
  MOST_ARITHMETIC,
  MOST_CHARACTERS,
  type RuleExpression,
  type RuleProblem,
  WHOLE_DIGITS,
} from './rule-expression';
import { readRule } from './rule-parser';
import * as t from './rule-tokens';

export type ParsedRule = { ok: true; rule: RuleExpression } | { ok: false; problems: readonly RuleProblem[] };
type Tokens = ReturnType<typeof t.readTokens>['tokens'];

function tooLongNumber(image: string): boolean {
  const [whole = '', fraction = ''] = image.split('.');
  return whole.length > WHOLE_DIGITS || fraction.length > FRACTION_DIGITS;
}

/** What keeps every reader of a rule (parser, checker, DuckDB) within its stack. */
function limitProblem(tokens: Tokens): RuleProblem | null {
  let depth = 0;
  let prefixes = 0;
  let arithmetic = 0;
  for (const { tokenType, startOffset: from, image } of tokens) {
    const at = { from, to: from + image.length };
    if (tokenType === t.Open) depth += 1;
    else if (tokenType === t.Close) depth -= 1;
    else if (tokenType === t.Not || tokenType === t.Minus) prefixes += 1;
    if (tokenType === t.Plus || tokenType === t.Minus || tokenType === t.Times) arithmetic += 1;
    if (depth > DEEPEST_NESTING) return { message: `Brackets are nested more than ${DEEPEST_NESTING} deep.`, ...at };
    if (arithmetic > MOST_ARITHMETIC || prefixes > MOST_ARITHMETIC)
      return { message: `More than ${MOST_ARITHMETIC} of these signs in one rule: split it.`, ...at };
    if (tokenType === t.Decimal && tooLongNumber(image))
      return { message: `A number has at most ${WHOLE_DIGITS} digits before its point and ${FRACTION_DIGITS} after it.`, ...at };
  }
  return null;
}

/**
 * Reads a rule's text. Problems have offsets into it; syntax ends at the first one. Whether the attributes exist and fit is
 * `checkRule`'s business.
 */
export function parseRule(text: string): ParsedRule {
  const refuse = (problem: RuleProblem): ParsedRule => ({ ok: false, problems: [problem] });
  const whole = { from: 0, to: text.length };
  if (text.length > MOST_CHARACTERS)
    return refuse({ message: `A rule has at most ${MOST_CHARACTERS.toLocaleString('en-US')} characters: split it.`, ...whole });
  if (text.trim() === '') return refuse({ message: 'The rule is empty.', ...whole });
  const { tokens, unknown } = t.readTokens(text);
  const [stray] = unknown;
  if (stray !== undefined)
    return refuse({
      message: `“${text.slice(stray.offset, stray.offset + stray.length)}” means nothing here.`,
      from: stray.offset,
      to: stray.offset + stray.length,
    });
  const limit = limitProblem(tokens);
  if (limit !== null) return refuse(limit);
  const { rule, problem } = readRule(tokens);
  if (problem === null) return { ok: true, rule };
  const isAtEnd = Number.isNaN(problem.token.startOffset);
  return refuse({
    message: problem.message,
    from: isAtEnd ? text.length : problem.token.startOffset,
    to: isAtEnd ? text.length : problem.token.startOffset + problem.token.image.length,
  });
}

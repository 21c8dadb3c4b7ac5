import { type IParserErrorMessageProvider, type IToken, tokenLabel } from 'chevrotain';
import { RESERVED_WORDS } from './rule-expression';
import * as t from './rule-tokens';

function found(token: IToken): string {
  if (token.image === '') return 'the rule ends';
  if (token.tokenType === t.OpenQuote) return 'this quote has no end';
  const hint = RESERVED_WORDS.has(token.image.toLowerCase()) ? `; an attribute of this name is written "${token.image}"` : '';
  return `“${token.image}” stands here${hint}`;
}

/** Names of the grammar's rules are unique; what tells like ones apart stands in brackets and is not said. */
function said(ruleName: string): string {
  return ruleName.replace(/ \(.*\)$/, '');
}

/** Says what is missing in the words of the language. */
export const MESSAGES: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected, actual }) => `Expected ${tokenLabel(expected)}, but ${found(actual)}.`,
  buildNotAllInputParsedMessage: ({ firstRedundant }) => `Nothing more was expected, but ${found(firstRedundant)}.`,
  buildNoViableAltMessage: ({ actual, ruleName }) =>
    `Expected ${said(ruleName)}, but ${actual[0] === undefined ? 'the rule ends' : found(actual[0])}.`,
  buildEarlyExitMessage: ({ actual, ruleName }) =>
    `Expected ${said(ruleName)}, but ${actual[0] === undefined ? 'the rule ends' : found(actual[0])}.`,
};

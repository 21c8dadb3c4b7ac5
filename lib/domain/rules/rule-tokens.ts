import { createToken, type IToken, Lexer, type TokenType } from 'chevrotain';

/** Name of an attribute or function, as it is written. */
export const Name = createToken({ name: 'Name', pattern: /[A-Za-z_][A-Za-z0-9_]*/, label: 'the code of an attribute' });

/** A word that only the language may use. */
function reserved(word: string): TokenType {
  return createToken({ name: word, pattern: new RegExp(word, 'i'), longer_alt: Name, label: `“${word}”` });
}
/** A word with a meaning in its place, which may also name an attribute. */
function word(text: string): TokenType {
  return createToken({ name: text, pattern: new RegExp(text, 'i'), longer_alt: Name, categories: [Name], label: `“${text}”` });
}
function sign(name: string, pattern: RegExp, label: string): TokenType {
  return createToken({ name, pattern, label: `“${label}”` });
}

export const If = reserved('if');
export const Then = reserved('then');
export const And = reserved('and');
export const Or = reserved('or');
export const Not = reserved('not');
export const In = reserved('in');
export const Is = reserved('is');
export const Between = reserved('between');
export const Within = reserved('within');
export const Blank = word('blank');
export const NumberWord = word('number');
export const IntegerWord = word('integer');
export const DateWord = word('date');
export const Valid = word('valid');
export const Special = word('special');
export const Values = word('values');

const Space = createToken({ name: 'Space', pattern: /[ \t\r\n\u00a0]+/, group: Lexer.SKIPPED, line_breaks: true });
export const Text = createToken({ name: 'Text', pattern: /'(?:[^']|'')*'/, line_breaks: true, label: "a text in '…'" });
export const QuotedName = createToken({ name: 'QuotedName', pattern: /"(?:[^"]|"")+"/, line_breaks: true, label: 'an attribute in "…"' });
/** A quote without its end; no rule of the grammar takes it, so it is reported where it begins. */
export const OpenQuote = createToken({ name: 'OpenQuote', pattern: /['"]/, label: 'a quote' });
export const Decimal = createToken({ name: 'Decimal', pattern: /[0-9]+(?:\.[0-9]+)?/, label: 'a number' });
export const Compare = createToken({ name: 'Compare', pattern: /!=|<>|<=|>=|=|<|>/, label: 'a comparison' });
export const PlusOrMinus = createToken({ name: 'PlusOrMinus', pattern: Lexer.NA, label: '“+” or “-”' });
export const Plus = createToken({ name: 'Plus', pattern: /\+/, categories: [PlusOrMinus], label: '“+”' });
export const Minus = createToken({ name: 'Minus', pattern: /-/, categories: [PlusOrMinus], label: '“-”' });
export const Times = sign('Times', /\*/, '*');
export const Percent = sign('Percent', /%/, '%');
export const Open = sign('Open', /\(/, '(');
export const Close = sign('Close', /\)/, ')');
export const Comma = sign('Comma', /,/, ',');

/** The words of the language. The longer of two that begin alike stands first. */
const WORDS = [If, Then, And, Not, IntegerWord, In, Is, Between, Within, Or, Blank, NumberWord, DateWord, Valid, Values, Special];

export const TOKENS: TokenType[] = [
  Space,
  Text,
  QuotedName,
  OpenQuote,
  Decimal,
  ...WORDS,
  Name,
  Compare,
  PlusOrMinus,
  Plus,
  Minus,
  Times,
  Percent,
  Open,
  Close,
  Comma,
];

const lexer = new Lexer(TOKENS, { positionTracking: 'onlyOffset' });

/** The words and signs of a text; `unknown` are stretches that mean nothing. */
export function readTokens(text: string): { tokens: IToken[]; unknown: readonly { offset: number; length: number }[] } {
  const { tokens, errors } = lexer.tokenize(text);
  return { tokens, unknown: errors };
}

import { EmbeddedActionsParser, type IToken } from 'chevrotain';
import { MESSAGES } from './parser-messages';
import type { Expression, KindOfValue, ListValue, Place, RuleExpression, Tolerance } from './rule-expression';
import * as t from './rule-tokens';
import { arithmeticOf, comparisonOf, joined, placeOf, span, unquote } from './token-meaning';

/**
 * The grammar; names of its rules are what messages say was expected. From loose to tight: or, and, not, comparison, + -,
 * *, sign. One rule for values and conditions alike: whether a part is what its place asks for is the resolver's business.
 */
class RuleParser extends EmbeddedActionsParser {
  constructor() {
    super(t.TOKENS, { maxLookahead: 3, recoveryEnabled: false, errorMessageProvider: MESSAGES, skipValidations: false });
    this.performSelfAnalysis();
  }

  readonly rule = this.RULE('a rule', (): RuleExpression => {
    const condition = this.OPTION(() => {
      this.CONSUME(t.If);
      const guard = this.SUBRULE(this.alternatives);
      this.CONSUME(t.Then);
      return guard;
    });
    return { condition: condition ?? null, requirement: this.SUBRULE1(this.alternatives) };
  });

  private readonly alternatives = this.RULE('a condition', (): Expression => {
    const parts: Expression[] = [this.SUBRULE(this.conjunction)];
    this.MANY(() => {
      this.CONSUME(t.Or);
      parts.push(this.SUBRULE1(this.conjunction));
    });
    return this.ACTION(() => joined(parts, 'or'));
  });

  private readonly conjunction = this.RULE('a condition (joined)', (): Expression => {
    const parts: Expression[] = [this.SUBRULE(this.negation)];
    this.MANY(() => {
      this.CONSUME(t.And);
      parts.push(this.SUBRULE1(this.negation));
    });
    return this.ACTION(() => joined(parts, 'and'));
  });

  private readonly negation = this.RULE(
    'a value or a condition',
    (): Expression =>
      this.OR([
        {
          ALT: () => {
            const not = this.CONSUME(t.Not);
            const of = this.SUBRULE(this.negation);
            return { kind: 'not' as const, of, ...this.ACTION(() => span(placeOf(not), of)) };
          },
        },
        { ALT: () => this.SUBRULE(this.comparison) },
      ]),
  );

  private readonly comparison = this.RULE('a comparison such as “=”, “in” or “is”', (): Expression => {
    const of = this.SUBRULE(this.sum);
    const rest = this.OPTION(() =>
      this.OR([
        { ALT: () => this.SUBRULE(this.compared, { ARGS: [of] }) },
        {
          ALT: () => {
            this.CONSUME(t.Is);
            const negated = this.OPTION1(() => this.CONSUME(t.Not)) !== undefined;
            const what = this.SUBRULE(this.kindOfValue);
            return this.ACTION((): Expression => ({ kind: 'is', of, what: what.what, negated, ...span(of, what) }));
          },
        },
        {
          ALT: () => {
            const negated = this.OPTION2(() => this.CONSUME1(t.Not)) !== undefined;
            return this.OR1([
              { ALT: () => this.SUBRULE(this.inList, { ARGS: [of, negated] }) },
              { ALT: () => this.SUBRULE(this.inRange, { ARGS: [of, negated] }) },
            ]);
          },
        },
      ]),
    );
    return rest ?? of;
  });

  private readonly compared = this.RULE('a comparison (with a value)', (left: Expression): Expression => {
    const operator = this.CONSUME(t.Compare);
    const right = this.SUBRULE(this.sum);
    const within = this.OPTION(() => this.SUBRULE(this.tolerance));
    return this.ACTION(() => ({
      kind: 'compare',
      operator: comparisonOf(operator.image),
      left,
      right,
      within: within?.tolerance ?? null,
      ...span(left, within ?? right),
    }));
  });

  private readonly tolerance = this.RULE('a tolerance', (): Place & { tolerance: Tolerance } => {
    const word = this.CONSUME(t.Within);
    const amount = this.CONSUME(t.Decimal);
    const percent = this.OPTION(() => this.CONSUME(t.Percent));
    return this.ACTION(() => ({
      tolerance: { amount: amount.image, percent: percent !== undefined },
      ...span(placeOf(word), placeOf(percent ?? amount)),
    }));
  });

  private readonly kindOfValue = this.RULE('“blank”, “number”, “integer” or “date”', (): Place & { what: KindOfValue } =>
    this.OR([
      { ALT: () => ({ what: 'blank' as const, ...placeOf(this.CONSUME(t.Blank)) }) },
      { ALT: () => ({ what: 'number' as const, ...placeOf(this.CONSUME(t.NumberWord)) }) },
      { ALT: () => ({ what: 'integer' as const, ...placeOf(this.CONSUME(t.IntegerWord)) }) },
      { ALT: () => ({ what: 'date' as const, ...placeOf(this.CONSUME(t.DateWord)) }) },
    ]),
  );

  private readonly inList = this.RULE(
    'a list in brackets, “valid values” or “special values”',
    (of: Expression, negated: boolean): Expression => {
      this.CONSUME(t.In);
      return this.OR([
        {
          ALT: () => {
            const list: ListValue[] = [];
            this.CONSUME(t.Open);
            this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => list.push(this.SUBRULE(this.listValue)) });
            const close = this.CONSUME(t.Close);
            return this.ACTION((): Expression => ({ kind: 'in', of, list, negated, ...span(of, placeOf(close)) }));
          },
        },
        {
          ALT: () => {
            const list = this.OR1([
              { ALT: () => (this.CONSUME(t.Valid), 'valid' as const) },
              { ALT: () => (this.CONSUME(t.Special), 'special' as const) },
            ]);
            const values = this.CONSUME(t.Values);
            return this.ACTION((): Expression => ({ kind: 'in-code-list', of, list, negated, ...span(of, placeOf(values)) }));
          },
        },
      ]);
    },
  );

  private readonly listValue = this.RULE(
    'a text or a number',
    (): ListValue =>
      this.OR([
        { ALT: () => ({ kind: 'text' as const, value: unquote(this.CONSUME(t.Text)) }) },
        {
          ALT: () => {
            const minus = this.OPTION(() => this.CONSUME(t.Minus));
            return { kind: 'number' as const, value: (minus === undefined ? '' : '-') + this.CONSUME(t.Decimal).image };
          },
        },
      ]),
  );

  private readonly inRange = this.RULE('a range', (of: Expression, negated: boolean): Expression => {
    this.CONSUME(t.Between);
    const low = this.SUBRULE(this.sum);
    this.CONSUME(t.And);
    const high = this.SUBRULE1(this.sum);
    return this.ACTION(() => ({ kind: 'between', of, low, high, negated, ...span(of, high) }));
  });

  private readonly sum = this.RULE('a value', (): Expression => {
    let sum = this.SUBRULE(this.product);
    this.MANY(() => {
      const operator = this.CONSUME(t.PlusOrMinus);
      const right = this.SUBRULE1(this.product);
      sum = this.ACTION(() => ({ kind: 'arithmetic', operator: arithmeticOf(operator.image), left: sum, right, ...span(sum, right) }));
    });
    return sum;
  });

  private readonly product = this.RULE('a value (product)', (): Expression => {
    let product = this.SUBRULE(this.signed);
    this.MANY(() => {
      this.CONSUME(t.Times);
      const right = this.SUBRULE1(this.signed);
      product = this.ACTION(() => ({ kind: 'arithmetic', operator: '*', left: product, right, ...span(product, right) }));
    });
    return product;
  });

  private readonly signed = this.RULE(
    'a value (signed)',
    (): Expression =>
      this.OR([
        {
          ALT: () => {
            const minus = this.CONSUME(t.Minus);
            const of = this.SUBRULE(this.signed);
            return { kind: 'negate' as const, of, ...this.ACTION(() => span(placeOf(minus), of)) };
          },
        },
        { ALT: () => this.SUBRULE(this.single) },
      ]),
  );

  private readonly single = this.RULE(
    'an attribute, a text, a number or a function',
    (): Expression =>
      this.OR([
        {
          ALT: () => {
            const token = this.CONSUME(t.Text);
            return { kind: 'text' as const, value: unquote(token), ...placeOf(token) };
          },
        },
        {
          ALT: () => {
            const token = this.CONSUME(t.Decimal);
            return { kind: 'number' as const, value: token.image, ...placeOf(token) };
          },
        },
        {
          ALT: () => {
            const token = this.CONSUME(t.QuotedName);
            return { kind: 'attribute' as const, code: unquote(token), ...placeOf(token) };
          },
        },
        { ALT: () => this.SUBRULE(this.named) },
        {
          ALT: () => {
            const open = this.CONSUME(t.Open);
            const inner = this.SUBRULE(this.alternatives);
            const close = this.CONSUME(t.Close);
            return this.ACTION((): Expression => ({ ...inner, ...span(placeOf(open), placeOf(close)) }));
          },
        },
      ]),
  );

  private readonly named = this.RULE('an attribute or a function', (): Expression => {
    const name = this.CONSUME(t.Name);
    const given: Expression[] = [];
    const close = this.OPTION(() => {
      this.CONSUME(t.Open);
      this.MANY_SEP({ SEP: t.Comma, DEF: () => given.push(this.SUBRULE(this.alternatives)) });
      return this.CONSUME(t.Close);
    });
    return this.ACTION(
      (): Expression =>
        close === undefined
          ? { kind: 'attribute', code: name.image, ...placeOf(name) }
          : { kind: 'call', name: name.image.toLowerCase(), given, ...span(placeOf(name), placeOf(close)) },
    );
  });
}

const parser = new RuleParser();

/** Reads tokens as a rule; the first thing that does not fit ends it. */
export function readRule(
  tokens: IToken[],
): { rule: RuleExpression; problem: null } | { rule: null; problem: { message: string; token: IToken } } {
  parser.input = tokens;
  const rule = parser.rule();
  const [error] = parser.errors;
  return error === undefined ? { rule, problem: null } : { rule: null, problem: { message: error.message, token: error.token } };
}

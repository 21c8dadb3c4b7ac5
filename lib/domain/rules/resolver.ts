import { nearestName } from './nearest-name';
import { numberReading } from './number-formats';
import { printAttribute } from './print-rule';
import { DATE_SHAPES } from './rule-dates';
import { type Expression, type Place, type RuleAttribute, type RuleProblem } from './rule-expression';
import { type FunctionName, RULE_FUNCTIONS, type RuleFunction, ruleFunction, type ValueKind } from './rule-functions';
import type { TextPlan } from './rule-plan';

/** What a kind of value is called in a sentence. */
export const KIND_WORDS: Readonly<Record<ValueKind, string>> = {
  text: 'a text',
  number: 'a number',
  date: 'a date',
  condition: 'a condition',
};

export type Call = Extract<Expression, { kind: 'call' }>;

/** U+0000 and halves of characters occur in no data file and cannot be bound to a statement. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

/** What the parts of a resolver share: the attributes, and the problems found so far. */
export class Resolver {
  readonly problems: RuleProblem[] = [];
  private readonly byCode: ReadonlyMap<string, RuleAttribute>;

  constructor(attributes: readonly RuleAttribute[]) {
    this.byCode = new Map(attributes.map((attribute) => [attribute.code, attribute]));
  }

  /** Notes a problem; what could not be resolved is null. */
  refuse(message: string, { from, to }: Place): null {
    this.problems.push({ message, from, to });
    return null;
  }

  attribute(expression: Expression & { kind: 'attribute' }): RuleAttribute | null {
    const found = this.byCode.get(expression.code);
    if (found !== undefined) return found;
    const nearest = nearestName(expression.code, [...this.byCode.keys()]);
    const hint = nearest === null ? '' : ` Did you mean ${printAttribute(nearest)}?`;
    return this.refuse(`There is no attribute “${expression.code}”.${hint}`, expression);
  }

  /** The function that is called, if it exists and has as many arguments as it takes. */
  called(call: Call): (RuleFunction & { name: FunctionName }) | null {
    const found = ruleFunction(call.name);
    if (found === null) {
      const nearest = nearestName(
        call.name,
        RULE_FUNCTIONS.map((candidate) => candidate.name),
      );
      return this.refuse(`There is no function “${call.name}”.${nearest === null ? '' : ` Did you mean ${nearest}?`}`, call);
    }
    const [fewest, most] = found.takes;
    if (call.given.length >= fewest && call.given.length <= most) return found;
    return this.refuse(`It is written ${found.form}.`, call);
  }

  /** What an expression is by itself; null where that is a problem already noted. */
  kindOf(expression: Expression): ValueKind | null {
    switch (expression.kind) {
      case 'attribute': {
        const attribute = this.attribute(expression);
        return attribute === null ? null : kindOfAttribute(attribute);
      }
      case 'text':
        return 'text';
      case 'number':
      case 'negate':
      case 'arithmetic':
        return 'number';
      case 'call': {
        const found = this.called(expression);
        const last = expression.given.at(-1);
        return found === null || last === undefined ? null : (found.gives ?? this.kindOf(last));
      }
      default:
        return 'condition';
    }
  }

  /** A text written in the rule, if data can hold it. */
  writtenText(expression: Expression & { kind: 'text' }): string | null {
    return isStorable(expression.value)
      ? expression.value
      : this.refuse('This text holds a character that no data file can hold.', expression);
  }
}

/** An attribute's text as the language reads it: a number that is written in a format of its own as plain decimal text. */
export function readAttribute({ code, type, format }: RuleAttribute): TextPlan {
  const of: TextPlan = { kind: 'read', code };
  const isNumber = type === 'integer' || type === 'decimal';
  return isNumber && numberReading(format) !== null ? { kind: 'plain-number', of, format } : of;
}

/** What an attribute's values are compared as. */
export function kindOfAttribute({ type, format }: RuleAttribute): Exclude<ValueKind, 'condition'> {
  if (type === 'integer' || type === 'decimal') return 'number';
  return type === 'date' && DATE_SHAPES[format] !== undefined ? 'date' : 'text';
}

/** "LOAN_TYPE is a code: …" */
export function describeAttribute(attribute: RuleAttribute): string {
  const words = {
    text: 'a text',
    code: 'a code',
    integer: 'a whole number',
    decimal: 'a number',
    'date-time': attribute.format === '' ? 'a date-time without format' : `a date-time (${attribute.format})`,
    date: attribute.format === '' ? 'a date without format' : `a date (${attribute.format})`,
  };
  return `${printAttribute(attribute.code)} is ${attribute.type === null ? 'of no type' : words[attribute.type]}`;
}

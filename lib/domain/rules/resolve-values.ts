import { NUMBER_MARKS, NUMBER_STYLES, numberReading } from './number-formats';
import { printText } from './print-rule';
import { type Call, describeAttribute, KIND_WORDS, kindOfAttribute, type Resolver, readAttribute } from './resolver';
import { DATE_SHAPES, isoDate, readDate } from './rule-dates';
import type { Expression } from './rule-expression';
import type { DatePlan, NumberPlan, TextPlan } from './rule-plan';

const LONGEST_TEXT = 10_000;

/** A whole number written in the rule, such as the place of `substring`. */
function writtenCount(resolver: Resolver, expression: Expression | undefined, least: number): number | null {
  if (expression?.kind === 'number' && /^[0-9]{1,5}$/.test(expression.value)) {
    const count = Number(expression.value);
    if (count >= least && count <= LONGEST_TEXT) return count;
  }
  return expression === undefined
    ? null
    : resolver.refuse(`Expected a whole number from ${least} to ${LONGEST_TEXT.toLocaleString('en-US')}.`, expression);
}

function resolveSubstring(resolver: Resolver, call: Call): TextPlan | null {
  const [text, from, count] = call.given;
  const of = text === undefined ? null : resolveText(resolver, text);
  const start = writtenCount(resolver, from, 1);
  const length = count === undefined ? null : writtenCount(resolver, count, 0);
  if (of === null || start === null || (count !== undefined && length === null)) return null;
  return { kind: 'substring', of, from: start, count: length };
}

/** A value as text: an attribute of any type as it stands in the data. */
export function resolveText(resolver: Resolver, expression: Expression): TextPlan | null {
  if (expression.kind === 'attribute') {
    const attribute = resolver.attribute(expression);
    return attribute === null ? null : { kind: 'read', code: attribute.code };
  }
  if (expression.kind === 'text') {
    const value = resolver.writtenText(expression);
    return value === null ? null : { kind: 'text', value };
  }
  const kind = resolver.kindOf(expression);
  if (kind === null) return null;
  if (kind !== 'text' || expression.kind !== 'call') {
    const hint = expression.kind === 'number' ? `: write '${expression.value}' in quotes` : '';
    return resolver.refuse(`Expected a text, but this is ${KIND_WORDS[kind]}${hint}.`, expression);
  }
  const [first, second] = expression.given;
  if (first === undefined) return null;
  switch (expression.name) {
    case 'upper':
    case 'lower':
    case 'trim': {
      const of = resolveText(resolver, first);
      return of === null ? null : { kind: expression.name, of };
    }
    case 'substring':
      return resolveSubstring(resolver, expression);
    case 'concat': {
      const parts = expression.given.map((part) => resolveText(resolver, part));
      const whole = parts.filter((part) => part !== null);
      return whole.length < parts.length ? null : { kind: 'concat', parts: whole };
    }
    case 'if_blank': {
      const of = resolveText(resolver, first);
      const other = second === undefined ? null : resolveText(resolver, second);
      return of === null || other === null ? null : { kind: 'if-blank', of, other };
    }
    default:
      throw new Error(`${expression.name} gives no text.`);
  }
}

/** An attribute that must be of a kind; says how to read it where it is not. */
function readAs(
  resolver: Resolver,
  expression: Expression & { kind: 'attribute' },
  wanted: 'number' | 'date',
): { of: TextPlan; format: string } | null {
  const attribute = resolver.attribute(expression);
  if (attribute === null) return null;
  if (kindOfAttribute(attribute) === wanted) return { of: readAttribute(attribute), format: attribute.format };
  const form = wanted === 'number' ? `number(${attribute.code})` : `date(${attribute.code}, 'yyyymmdd')`;
  return resolver.refuse(`${describeAttribute(attribute)}: write ${form} to read it as ${KIND_WORDS[wanted]}.`, expression);
}

/** A value as an exact decimal. */
export function resolveNumber(resolver: Resolver, expression: Expression): NumberPlan | null {
  switch (expression.kind) {
    case 'attribute': {
      const read = readAs(resolver, expression, 'number');
      return read === null ? null : { kind: 'number-of', of: read.of };
    }
    case 'number':
      return { kind: 'number', value: expression.value };
    case 'negate': {
      if (expression.of.kind === 'number') return { kind: 'number', value: `-${expression.of.value}` };
      const of = resolveNumber(resolver, expression.of);
      return of === null ? null : { kind: 'negate', of };
    }
    case 'arithmetic': {
      const left = resolveNumber(resolver, expression.left);
      const right = resolveNumber(resolver, expression.right);
      return left === null || right === null ? null : { kind: 'arithmetic', operator: expression.operator, left, right };
    }
    case 'call':
      return resolveNumberCall(resolver, expression);
    default: {
      const kind = expression.kind === 'text' ? 'text' : 'condition';
      return resolver.refuse(
        `Expected a number, but this is ${KIND_WORDS[kind]}${kind === 'text' ? ': write it without quotes' : ''}.`,
        expression,
      );
    }
  }
}

/** number(X), number(X, '1.234,56'); an attribute that is a number already is read in its own format. */
function resolveNumberOf(resolver: Resolver, text: Expression, format: Expression | undefined): NumberPlan | null {
  if (format === undefined) {
    const of = resolveAsNumberText(resolver, text);
    return of === null ? null : { kind: 'number-of', of };
  }
  const of = resolveText(resolver, text);
  if (format.kind !== 'text' || numberReading(format.value) === null)
    return resolver.refuse(
      `Expected a format: ${NUMBER_STYLES.filter((style) => style !== '')
        .map((style) => printText(style))
        .join(', ')}, and after it ${NUMBER_MARKS.join(', ')}.`,
      format,
    );
  return of === null ? null : { kind: 'number-of', of: { kind: 'plain-number', of, format: format.value } };
}

/** A value as the text of a number: of a number's attribute as plain decimal text. */
export function resolveAsNumberText(resolver: Resolver, expression: Expression): TextPlan | null {
  if (expression.kind !== 'attribute') return resolveText(resolver, expression);
  const attribute = resolver.attribute(expression);
  return attribute === null ? null : readAttribute(attribute);
}

function resolveNumberCall(resolver: Resolver, call: Call): NumberPlan | null {
  const kind = resolver.kindOf(call);
  if (kind === null) return null;
  if (kind !== 'number')
    return resolver.refuse(
      `Expected a number, but this is ${KIND_WORDS[kind]}${kind === 'text' ? ': write number(…) around it' : ''}.`,
      call,
    );
  const [first, second] = call.given;
  if (first === undefined) return null;
  switch (call.name) {
    case 'number':
      return resolveNumberOf(resolver, first, second);
    case 'length': {
      const of = resolveText(resolver, first);
      return of === null ? null : { kind: 'length', of };
    }
    case 'abs': {
      const of = resolveNumber(resolver, first);
      return of === null ? null : { kind: 'absolute', of };
    }
    case 'year':
    case 'month':
    case 'day': {
      const of = resolveDate(resolver, first);
      return of === null ? null : { kind: 'date-part', part: call.name, of };
    }
    case 'days_between': {
      const from = resolveDate(resolver, first);
      const to = second === undefined ? null : resolveDate(resolver, second);
      return from === null || to === null ? null : { kind: 'days-between', from, to };
    }
    case 'if_blank': {
      const read = resolveNumber(resolver, first);
      const other = second === undefined ? null : resolveNumber(resolver, second);
      if (read === null || other === null) return null;
      return read.kind === 'number-of'
        ? { kind: 'number-if-blank', of: read.of, other }
        : resolver.refuse('Only an attribute can be blank.', first);
    }
    default:
      throw new Error(`${call.name} gives no number.`);
  }
}

/** date('2020-12-31'), date(X, 'mm/dd/yyyy') */
function resolveDateCall(resolver: Resolver, call: Call): DatePlan | null {
  const [first, second] = call.given;
  if (first === undefined) return null;
  if (second !== undefined && (second.kind !== 'text' || DATE_SHAPES[second.value] === undefined))
    return resolver.refuse(
      `Expected a format: ${Object.keys(DATE_SHAPES)
        .map((format) => `'${format}'`)
        .join(', ')}.`,
      second,
    );
  const format = second?.kind === 'text' ? second.value : 'yyyy-mm-dd';
  if (first.kind === 'text') return writtenDate(resolver, first, format);
  if (second === undefined) return resolver.refuse("It is written date(text, 'yyyymmdd').", call);
  const of = resolveText(resolver, first);
  return of === null ? null : { kind: 'date-of', of, format };
}

/** A date written in the rule. */
export function writtenDate(resolver: Resolver, text: Expression & { kind: 'text' }, format: string): DatePlan | null {
  const day = readDate(text.value, format);
  return day === null ? resolver.refuse(`“${text.value}” is no date as ${format}.`, text) : { kind: 'date', value: isoDate(day) };
}

/** A value as a day of the calendar. */
export function resolveDate(resolver: Resolver, expression: Expression): DatePlan | null {
  if (expression.kind === 'attribute') {
    const read = readAs(resolver, expression, 'date');
    return read === null ? null : { kind: 'date-of', ...read };
  }
  const kind = resolver.kindOf(expression);
  if (kind === null) return null;
  if (kind !== 'date' || expression.kind !== 'call')
    return resolver.refuse(
      `Expected a date, but this is ${KIND_WORDS[kind]}${kind === 'text' ? ": write date(…, 'yyyymmdd') around it" : ''}.`,
      expression,
    );
  if (expression.name === 'date') return resolveDateCall(resolver, expression);
  const [first, second] = expression.given;
  const read = first === undefined ? null : resolveDate(resolver, first);
  const other = second === undefined ? null : resolveDate(resolver, second);
  if (first === undefined || read === null || other === null) return null;
  return read.kind === 'date-of'
    ? { kind: 'date-if-blank', of: read.of, format: read.format, other }
    : resolver.refuse('Only an attribute can be blank.', first);
}

import { isBlank } from '#domain/rules/blank';
import { type Decimal, readDecimal } from '#domain/rules/decimal';
import { plainNumber } from '#domain/rules/number-formats';
import { isoDate, readDate } from '#domain/rules/rule-dates';
import type { DatePlan, NumberPlan, TextPlan } from '#domain/rules/rule-plan';
import { absolute, add, multiply, negate, subtract, wholeNumber } from './decimal-arithmetic';

/** A record's value of an attribute; null where the data has nothing. */
export type Read = (code: string) => string | null;

/** Characters that Unicode maps one to one, as DuckDB does, and ECMAScript to several. */
const LONE_UPPER: ReadonlyMap<string, string> = new Map([
  ['ß', 'ẞ'],
  ['ᾳ', 'ᾼ'],
  ['ῃ', 'ῌ'],
  ['ῳ', 'ῼ'],
  ...['ᾀ', 'ᾐ', 'ᾠ'].flatMap((first) =>
    Array.from({ length: 8 }, (_, n): [string, string] => {
      const small = (first.codePointAt(0) ?? 0) + n;
      return [String.fromCodePoint(small), String.fromCodePoint(small + 8)];
    }),
  ),
]);

/** Each character in the other case by itself, where Unicode has one; the rest stays. */
function changeCase(text: string, to: 'upper' | 'lower'): string {
  return [...text]
    .map((character) => {
      if (to === 'upper' && LONE_UPPER.has(character)) return LONE_UPPER.get(character);
      if (to === 'lower' && character === 'İ') return 'i';
      const changed = to === 'upper' ? character.toUpperCase() : character.toLowerCase();
      return [...changed].length === 1 ? changed : character;
    })
    .join('');
}

/** A text without the spaces around it. */
function trimmed(text: string): string {
  return text.replace(/^\p{Zs}+|\p{Zs}+$/gu, '');
}

/** The value of a plan as text; the empty text where the data has nothing. */
export function evaluateText(plan: TextPlan, read: Read): string {
  switch (plan.kind) {
    case 'read': {
      const value = read(plan.code) ?? '';
      return isBlank(value) ? '' : value;
    }
    case 'text':
      return plan.value;
    case 'upper':
    case 'lower':
      return changeCase(evaluateText(plan.of, read), plan.kind);
    case 'trim':
      return trimmed(evaluateText(plan.of, read));
    case 'plain-number':
      return plainNumber(evaluateText(plan.of, read), plan.format);
    case 'substring': {
      const characters = [...evaluateText(plan.of, read)];
      const start = plan.from - 1;
      return characters.slice(start, plan.count === null ? undefined : start + plan.count).join('');
    }
    case 'concat':
      return plan.parts.map((part) => evaluateText(part, read)).join('');
    case 'if-blank': {
      const text = evaluateText(plan.of, read);
      return isBlank(text) ? evaluateText(plan.other, read) : text;
    }
  }
}

function calculate(operator: '+' | '-' | '*', left: Decimal, right: Decimal): Decimal {
  switch (operator) {
    case '+':
      return add(left, right);
    case '-':
      return subtract(left, right);
    case '*':
      return multiply(left, right);
  }
}

/** The value of a plan as an exact decimal; null where it cannot be read. */
export function evaluateNumber(plan: NumberPlan, read: Read): Decimal | null {
  switch (plan.kind) {
    case 'number-of':
      return readDecimal(evaluateText(plan.of, read));
    case 'number':
      return readDecimal(plan.value);
    case 'arithmetic': {
      const left = evaluateNumber(plan.left, read);
      const right = evaluateNumber(plan.right, read);
      return left === null || right === null ? null : calculate(plan.operator, left, right);
    }
    case 'negate':
    case 'absolute': {
      const of = evaluateNumber(plan.of, read);
      return of === null ? null : plan.kind === 'negate' ? negate(of) : absolute(of);
    }
    case 'length':
      return wholeNumber([...evaluateText(plan.of, read)].length);
    case 'days-between': {
      const from = evaluateDate(plan.from, read);
      const to = evaluateDate(plan.to, read);
      return from === null || to === null ? null : wholeNumber(to - from);
    }
    case 'date-part': {
      const of = evaluateDate(plan.of, read);
      return of === null ? null : wholeNumber(Number(isoDate(of).split('-')[['year', 'month', 'day'].indexOf(plan.part)]));
    }
    case 'number-if-blank': {
      const text = evaluateText(plan.of, read);
      return isBlank(text) ? evaluateNumber(plan.other, read) : readDecimal(text);
    }
  }
}

/** A day counted from 1 January 1970; null where it cannot be read. */
export function evaluateDate(plan: DatePlan, read: Read): number | null {
  switch (plan.kind) {
    case 'date-of':
      return readDate(evaluateText(plan.of, read), plan.format);
    case 'date':
      return readDate(plan.value, 'yyyy-mm-dd');
    case 'date-if-blank': {
      const text = evaluateText(plan.of, read);
      return isBlank(text) ? evaluateDate(plan.other, read) : readDate(text, plan.format);
    }
  }
}

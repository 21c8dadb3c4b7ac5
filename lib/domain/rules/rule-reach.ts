import { type Decimal, readDecimal } from './decimal';
import { printExpression, printListValue, printText } from './print-rule';
import { type Expression } from './rule-expression';

/** A list of values that a part compares with; `of` and the values as the language writes them. */
interface ComparedList {
  of: string;
  values: readonly string[];
  negated: boolean;
}

/** The numbers that a part lets pass, ends included or not; null at an end that is open. */
interface NumberRange {
  of: string;
  low: RangeEnd | null;
  high: RangeEnd | null;
}
interface RangeEnd {
  at: Decimal;
  included: boolean;
}

/** Whether the second part holds for more records than the first, or for fewer; null where their texts do not tell. */
export function reach(before: Expression, after: Expression): 'more' | 'fewer' | null {
  if (before.kind === 'not' && after.kind === 'not') {
    const inner = reach(before.of, after.of);
    return inner === null ? null : inner === 'more' ? 'fewer' : 'more';
  }
  return reachOfLists(listOf(before), listOf(after)) ?? reachOfRanges(rangeOf(before), rangeOf(after)) ?? reachOfTolerances(before, after);
}

/** The values that a part compares with one by one; null where it does not. */
export function listOf(expression: Expression): ComparedList | null {
  if (expression.kind === 'in')
    return { of: printExpression(expression.of), values: expression.list.map(printListValue), negated: expression.negated };
  if (expression.kind === 'compare' && expression.operator === '=' && expression.right.kind === 'text')
    return { of: printExpression(expression.left), values: [printText(expression.right.value)], negated: false };
  return null;
}

function reachOfLists(before: ComparedList | null, after: ComparedList | null): 'more' | 'fewer' | null {
  if (before === null || after === null || before.of !== after.of || before.negated !== after.negated) return null;
  const holdsAll = (outer: ComparedList, inner: ComparedList) => inner.values.every((value) => outer.values.includes(value));
  const [grew, shrank] = [holdsAll(after, before), holdsAll(before, after)];
  if (grew === shrank) return null;
  return grew === before.negated ? 'fewer' : 'more';
}

function rangeOf(expression: Expression): NumberRange | null {
  if (expression.kind === 'between' && !expression.negated) {
    const [low, high] = [numberOf(expression.low), numberOf(expression.high)];
    return low && high && { of: printExpression(expression.of), low: { at: low, included: true }, high: { at: high, included: true } };
  }
  if (expression.kind !== 'compare' || expression.within !== null) return null;
  const at = numberOf(expression.right);
  if (at === null) return null;
  const of = printExpression(expression.left);
  const end = { at, included: expression.operator.endsWith('=') };
  switch (expression.operator) {
    case '<':
    case '<=':
      return { of, low: null, high: end };
    case '>':
    case '>=':
      return { of, low: end, high: null };
    case '=':
      return { of, low: end, high: end };
    case '!=':
      return null;
  }
}

function reachOfRanges(before: NumberRange | null, after: NumberRange | null): 'more' | 'fewer' | null {
  if (before === null || after === null || before.of !== after.of) return null;
  const [low, high] = [endReach(before.low, after.low, -1), endReach(before.high, after.high, 1)];
  if (low === high || high === 0) return wordOf(low);
  return low === 0 ? wordOf(high) : null;
}

function wordOf(sign: number): 'more' | 'fewer' | null {
  return sign === 0 ? null : sign > 0 ? 'more' : 'fewer';
}

/** Above 0 where an end moved outward, below where inward; `outward` is the direction in which it lets more pass. */
function endReach(before: RangeEnd | null, after: RangeEnd | null, outward: 1 | -1): number {
  if (before === null || after === null) return Number(after === null) - Number(before === null);
  const moved = compareDecimals(after.at, before.at) * outward;
  return moved !== 0 ? moved : Number(after.included) - Number(before.included);
}

function reachOfTolerances(before: Expression, after: Expression): 'more' | 'fewer' | null {
  if (before.kind !== 'compare' || after.kind !== 'compare' || before.operator !== '=' || after.operator !== '=') return null;
  const sides = ({ left, right }: typeof before) => `${printExpression(left)} = ${printExpression(right)}`;
  if (sides(before) !== sides(after)) return null;
  if (before.within === null || after.within === null) return wordOf(Number(before.within === null) - Number(after.within === null));
  if (before.within.percent !== after.within.percent) return null;
  const [was, is] = [readDecimal(before.within.amount), readDecimal(after.within.amount)];
  return was && is && wordOf(compareDecimals(is, was));
}

function numberOf(expression: Expression): Decimal | null {
  if (expression.kind === 'number') return readDecimal(expression.value);
  const inner = expression.kind === 'negate' ? numberOf(expression.of) : null;
  return inner && { ...inner, units: -inner.units };
}

function compareDecimals(one: Decimal, other: Decimal): number {
  const scale = Math.max(one.scale, other.scale);
  const units = ({ units: own, scale: at }: Decimal) => own * 10n ** BigInt(scale - at);
  const by = units(one) - units(other);
  return by === 0n ? 0 : by > 0n ? 1 : -1;
}

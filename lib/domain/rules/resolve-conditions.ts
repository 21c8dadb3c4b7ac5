import { isBlank } from './blank';
import { resolveAsNumberText, resolveDate, resolveNumber, resolveText, writtenDate } from './resolve-values';
import { type Call, describeAttribute, isStorable, KIND_WORDS, type Resolver } from './resolver';
import { DATE_SHAPES } from './rule-dates';
import type { Comparison, Expression, Place, Tolerance } from './rule-expression';
import { commonPattern } from './rule-pattern';
import type { ConditionPlan } from './rule-plan';

type Ordered = Exclude<Comparison, '!='>;

function negatedIf(negated: boolean, plan: ConditionPlan | null): ConditionPlan | null {
  return plan !== null && negated ? { kind: 'not', of: plan } : plan;
}

function isBlankText(expression: Expression): boolean {
  return expression.kind === 'text' && isBlank(expression.value);
}

function compareText(resolver: Resolver, operator: Ordered, left: Expression, right: Expression): ConditionPlan | null {
  const blank = [left, right].find(isBlankText);
  if (blank !== undefined) return resolver.refuse('A comparison with a blank is never true: write “is blank”.', blank);
  const plans = [resolveText(resolver, left), resolveText(resolver, right)] as const;
  return plans[0] === null || plans[1] === null ? null : { kind: 'compare-text', operator, left: plans[0], right: plans[1] };
}

function compareNumbers(resolver: Resolver, operator: Ordered, left: Expression, right: Expression): ConditionPlan | null {
  const plans = [resolveNumber(resolver, left), resolveNumber(resolver, right)] as const;
  return plans[0] === null || plans[1] === null ? null : { kind: 'compare-number', operator, left: plans[0], right: plans[1] };
}

function compareDates(resolver: Resolver, operator: Ordered, left: Expression, right: Expression): ConditionPlan | null {
  const plans = [resolveDate(resolver, left), resolveDate(resolver, right)] as const;
  return plans[0] === null || plans[1] === null ? null : { kind: 'compare-date', operator, left: plans[0], right: plans[1] };
}

/** An attribute beside a text written in the rule: special values (NA) are compared as text, dates by the attribute's format. */
function compareWithText(
  resolver: Resolver,
  operator: Ordered,
  attribute: Expression & { kind: 'attribute' },
  text: Expression,
  swapped: boolean,
): ConditionPlan | null {
  const found = resolver.attribute(attribute);
  if (found === null) return null;
  if (operator === '=') return compareText(resolver, '=', attribute, text);
  const shape = DATE_SHAPES[found.format];
  if (found.type !== 'date' || shape === undefined || text.kind !== 'text')
    return resolver.refuse(`${describeAttribute(found)}: it is greater or smaller than numbers only; write them without quotes.`, text);
  const read = resolveDate(resolver, attribute);
  const written = writtenDate(resolver, text, found.format);
  if (read === null || written === null) return null;
  return swapped
    ? { kind: 'compare-date', operator, left: written, right: read }
    : { kind: 'compare-date', operator, left: read, right: written };
}

function isTextual(expression: Expression): boolean {
  return expression.kind === 'text' || expression.kind === 'call';
}

/** A comparison of two values: as texts, numbers or dates, by what they are; other mixtures are problems that say how to mend them. */
function resolveComparison(resolver: Resolver, operator: Ordered, left: Expression, right: Expression): ConditionPlan | null {
  const [a, b] = [resolver.kindOf(left), resolver.kindOf(right)];
  if (a === null || b === null) return null;
  for (const [kind, side] of [
    [a, left],
    [b, right],
  ] as const)
    if (kind === 'condition') return resolver.refuse('Expected a value, but this is a condition.', side);
  if (a === 'text' && b === 'text') return compareText(resolver, operator, left, right);
  if (a === 'date' && b === 'date') return compareDates(resolver, operator, left, right);
  if (a === 'number' && b === 'number') return compareNumbers(resolver, operator, left, right);
  if (left.kind === 'attribute' && b === 'text' && isTextual(right)) return compareWithText(resolver, operator, left, right, false);
  if (right.kind === 'attribute' && a === 'text' && isTextual(left)) return compareWithText(resolver, operator, right, left, true);
  for (const [kind, side, other] of [
    [a, left, right],
    [b, right, left],
  ] as const) {
    const attribute = kind === 'text' && side.kind === 'attribute' ? resolver.attribute(side) : null;
    if (attribute === null) continue;
    const quote = other.kind === 'number' ? `write '${other.value}' in quotes, or ` : 'write ';
    const form =
      other === right && b === 'date'
        ? `date(${attribute.code}, 'yyyymmdd')`
        : a === 'date'
          ? `date(${attribute.code}, 'yyyymmdd')`
          : `number(${attribute.code})`;
    return resolver.refuse(`${describeAttribute(attribute)}: ${quote}${form}.`, other.kind === 'number' ? other : side);
  }
  return resolver.refuse(`${KIND_WORDS[a].replace(/^a/, 'A')} cannot be compared with ${KIND_WORDS[b]}.`, {
    from: left.from,
    to: right.to,
  });
}

function resolveCompare(resolver: Resolver, expression: Expression & { kind: 'compare' }): ConditionPlan | null {
  const { operator, left, right, within } = expression;
  if (within !== null) return resolveClose(resolver, operator, left, right, within, expression);
  return operator === '!='
    ? negatedIf(true, resolveComparison(resolver, '=', left, right))
    : resolveComparison(resolver, operator, left, right);
}

function resolveClose(
  resolver: Resolver,
  operator: Comparison,
  left: Expression,
  right: Expression,
  { amount, percent }: Tolerance,
  place: Place,
): ConditionPlan | null {
  if (operator !== '=' && operator !== '!=') return resolver.refuse('“within” belongs to “=” and “!=” only.', place);
  const plans = [resolveNumber(resolver, left), resolveNumber(resolver, right)] as const;
  return plans[0] === null || plans[1] === null
    ? null
    : negatedIf(operator === '!=', { kind: 'close', left: plans[0], right: plans[1], amount, percent });
}

function resolveIn(resolver: Resolver, { of, list, negated, ...place }: Expression & { kind: 'in' }): ConditionPlan | null {
  const texts = list.flatMap((value) => (value.kind === 'text' ? [value.value] : []));
  const numbers = list.flatMap((value) => (value.kind === 'number' ? [value.value] : []));
  if (texts.some(isBlank)) return resolver.refuse('A blank is never in a list: add “or … is blank”.', place);
  if (!texts.every(isStorable)) return resolver.refuse('The list holds a character that no data file can hold.', place);
  if (resolver.kindOf(of) === null) return null;
  const parts: ConditionPlan[] = [];
  if (texts.length > 0) {
    const text = resolveText(resolver, of);
    if (text === null) return null;
    parts.push({ kind: 'text-in', of: text, values: [...new Set(texts)] });
  }
  if (numbers.length > 0) {
    const attribute = of.kind === 'attribute' && resolver.kindOf(of) === 'text' ? resolver.attribute(of) : null;
    if (attribute !== null)
      return resolver.refuse(
        `${describeAttribute(attribute)}: write the values of the list in quotes, or number(${attribute.code}).`,
        place,
      );
    const number = resolveNumber(resolver, of);
    if (number === null) return null;
    parts.push({ kind: 'number-in', of: number, values: [...new Set(numbers)] });
  }
  const [first] = parts;
  return first === undefined ? null : negatedIf(negated, parts.length === 1 ? first : { kind: 'or', parts });
}

function resolveCodeList(resolver: Resolver, { of, list, negated, ...place }: Expression & { kind: 'in-code-list' }): ConditionPlan | null {
  if (of.kind !== 'attribute') return resolver.refuse(`Only an attribute has ${list} values.`, of);
  const attribute = resolver.attribute(of);
  if (attribute === null) return null;
  const values = (list === 'valid' ? attribute.validValues : attribute.specialValues).filter((value) => !isBlank(value));
  if (values.length === 0) return resolver.refuse(`${attribute.code} has no ${list} values.`, place);
  return negatedIf(negated, { kind: 'text-in', of: { kind: 'read', code: attribute.code }, values: [...new Set(values)] });
}

function resolveIs(resolver: Resolver, { of, what, negated, ...place }: Expression & { kind: 'is' }): ConditionPlan | null {
  const kind = resolver.kindOf(of);
  if (kind === null) return null;
  const isPlain = of.kind === 'attribute' || kind === 'text';
  switch (what) {
    case 'blank':
    case 'integer': {
      if (!isPlain)
        return resolver.refuse(
          what === 'blank' ? 'Only an attribute or a text can be blank.' : '“is integer” is asked of an attribute or a text.',
          of,
        );
      const text = what === 'blank' ? resolveText(resolver, of) : resolveAsNumberText(resolver, of);
      return text === null ? null : negatedIf(negated, { kind: what === 'blank' ? 'blank' : 'is-integer', of: text });
    }
    case 'number': {
      const text = isPlain ? resolveAsNumberText(resolver, of) : null;
      const number = text === null ? resolveNumber(resolver, of) : ({ kind: 'number-of', of: text } as const);
      return number === null ? null : negatedIf(negated, { kind: 'is-number', of: number });
    }
    case 'date': {
      if (kind !== 'date') return resolver.refuse("Its format is not known: write date(…, 'yyyymmdd') is date.", place);
      const date = resolveDate(resolver, of);
      return date === null ? null : negatedIf(negated, { kind: 'is-date', of: date });
    }
  }
}

function resolveMatches(resolver: Resolver, text: Expression, pattern: Expression): ConditionPlan | null {
  const of = resolveText(resolver, text);
  if (pattern.kind !== 'text') return resolver.refuse("The pattern is written in the rule, in '…'.", pattern);
  if (resolver.writtenText(pattern) === null) return null;
  const common = commonPattern(pattern.value);
  if (!common.ok) {
    const { at, message } = common.problem;
    // Inside the quotes; a doubled quote before it moves the place by one, which nobody misses.
    return resolver.refuse(message, { from: Math.min(pattern.from + 1 + at, pattern.to - 1), to: pattern.to });
  }
  return of === null ? null : { kind: 'matches', of, pattern: common.pattern };
}

function resolveTest(resolver: Resolver, call: Call): ConditionPlan | null {
  if (resolver.called(call) === null) return null;
  const kind = resolver.kindOf(call);
  const [first, second] = call.given;
  if (kind !== 'condition') return kind === null ? null : resolver.refuse(`Expected a condition, but this is ${KIND_WORDS[kind]}.`, call);
  if (call.name === 'unique') return resolver.refuse('“unique” stands alone, or alone after “then”.', call);
  if (first === undefined || second === undefined) return null;
  if (call.name === 'matches') return resolveMatches(resolver, first, second);
  const plans = [resolveText(resolver, first), resolveText(resolver, second)] as const;
  const test = call.name === 'starts_with' ? 'starts-with' : call.name === 'ends_with' ? 'ends-with' : 'contains';
  return plans[0] === null || plans[1] === null ? null : { kind: test, of: plans[0], part: plans[1] };
}

/** A part as a condition. */
export function resolveCondition(resolver: Resolver, expression: Expression): ConditionPlan | null {
  switch (expression.kind) {
    case 'compare':
      return resolveCompare(resolver, expression);
    case 'in':
      return resolveIn(resolver, expression);
    case 'in-code-list':
      return resolveCodeList(resolver, expression);
    case 'between': {
      const low = resolveComparison(resolver, '>=', expression.of, expression.low);
      const high = low === null ? null : resolveComparison(resolver, '<=', expression.of, expression.high);
      return low === null || high === null ? null : negatedIf(expression.negated, { kind: 'and', parts: [low, high] });
    }
    case 'is':
      return resolveIs(resolver, expression);
    case 'not':
      return negatedIf(true, resolveCondition(resolver, expression.of));
    case 'and':
    case 'or': {
      const parts = expression.parts.map((part) => resolveCondition(resolver, part));
      const whole = parts.filter((part) => part !== null);
      return whole.length < parts.length ? null : { kind: expression.kind, parts: whole };
    }
    case 'call':
      return resolveTest(resolver, expression);
    default: {
      const kind = resolver.kindOf(expression);
      return kind === null
        ? null
        : resolver.refuse(`Expected a condition, but this is ${KIND_WORDS[kind]}: compare it with something.`, expression);
    }
  }
}

import { parseRule } from './parse-rule';
import { printExpression } from './print-rule';
import { type Expression, type RuleExpression } from './rule-expression';
import { listOf, reach } from './rule-reach';

/** Which half of a rule a part stands in: which records are tested, or what they must be. */
export type RuleSide = 'condition' | 'requirement';

/** One part of a rule beside what it was, in the rule language; null on the side where it does not stand, equal where it stayed. */
export interface RulePart {
  side: RuleSide;
  before: string | null;
  after: string | null;
  /** What came into a list and left it, with the list's beginning ("LOAN_TYPE not in"); null unless that is all that changed. */
  values: { list: string; added: readonly string[]; removed: readonly string[] } | null;
  /** Whether fewer records can fail by this change alone, or more; null where its text does not tell. */
  effect: 'looser' | 'stricter' | null;
}

/** Parts joined by one word, all of which hold (`and`) or one of which does (`or`). */
interface Joined {
  by: 'and' | 'or';
  parts: readonly Expression[];
}

/** Two rules by their parts: those of the condition, then of the requirement, each as it stands now and then what is gone. */
export function ruleDifference(before: RuleExpression, after: RuleExpression): readonly RulePart[] {
  return [
    ...sideDifference('condition', before.condition, after.condition),
    ...sideDifference('requirement', before.requirement, after.requirement),
  ];
}

/** Two rules' texts by their parts; null where one of them cannot be read, or nothing but its writing changed. */
export function ruleTextDifference(before: string, after: string): readonly RulePart[] | null {
  const [was, is] = [parseRule(before), parseRule(after)];
  if (!was.ok || !is.ok) return null;
  const parts = ruleDifference(was.rule, is.rule);
  return parts.every((part) => part.before === part.after) ? null : parts;
}

function sideDifference(side: RuleSide, before: Expression | null, after: Expression | null): RulePart[] {
  const joined = joinedAlike(before, after);
  // "A and B" beside "A or B": no part of one has its like in the other.
  if (joined === null) return [changedPart(side, before, after)];
  const { by, was, is } = joined;
  const old = new Set(was);
  const take = (fits: (part: Expression) => boolean): Expression | null => {
    const found = [...old].find(fits) ?? null;
    if (found !== null) old.delete(found);
    return found;
  };
  const kept = new Map(is.map((part) => [part, take((each) => printExpression(each) === printExpression(part))] as const));
  const open = is.filter((part) => kept.get(part) === null);
  // What is said of the same attribute in the same way is the likest, then what is said of it in any way, then one group and another.
  for (const alike of [sameKind, sameSubject, sameGroup])
    for (const part of open)
      if (kept.get(part) === null)
        kept.set(
          part,
          take((each) => alike(each, part)),
        );
  return [
    ...is.map((part) => {
      const like = kept.get(part) ?? null;
      return like === null ? lonePart(side, by, null, part) : changedPart(side, like, part);
    }),
    ...[...old].map((part) => lonePart(side, by, part, null)),
  ];
}

/** Both sides by their parts, where they are joined by the same word; a single part is joined by either, and none is "all records". */
function joinedAlike(
  before: Expression | null,
  after: Expression | null,
): { by: Joined['by']; was: readonly Expression[]; is: readonly Expression[] } | null {
  const joiners = new Set([before, after].flatMap((each) => (each?.kind === 'and' || each?.kind === 'or' ? [each.kind] : [])));
  if (joiners.size > 1) return null;
  // Where one side asks for nothing, what the other asks for came or went as a whole.
  const by = before === null || after === null ? 'and' : ([...joiners][0] ?? 'and');
  return { by, was: partsBy(before, by), is: partsBy(after, by) };
}

function partsBy(expression: Expression | null, by: Joined['by']): readonly Expression[] {
  if (expression === null) return [];
  return expression.kind === by ? expression.parts.flatMap((part) => partsBy(part, by)) : [expression];
}

function lonePart(side: RuleSide, by: Joined['by'], before: Expression | null, after: Expression | null): RulePart {
  const holdsForMore = (after === null) === (by === 'and');
  return {
    side,
    before: before && printExpression(before),
    after: after && printExpression(after),
    values: null,
    effect: effectOf(side, holdsForMore),
  };
}

function changedPart(side: RuleSide, before: Expression | null, after: Expression | null): RulePart {
  const part = { side, before: before && printExpression(before), after: after && printExpression(after) };
  if (before === null || after === null || part.before === part.after) return { ...part, values: null, effect: null };
  const holds = reach(before, after);
  return { ...part, values: valuesBetween(before, after), effect: holds === null ? null : effectOf(side, holds === 'more') };
}

/** Of a condition that holds for more records more are tested; of a requirement that does more pass. */
function effectOf(side: RuleSide, holdsForMore: boolean): 'looser' | 'stricter' {
  return (side === 'requirement') === holdsForMore ? 'looser' : 'stricter';
}

function valuesBetween(before: Expression, after: Expression): RulePart['values'] {
  const [was, is] = [listOf(before), listOf(after)];
  if (was === null || is === null || was.of !== is.of || was.negated !== is.negated) return null;
  return {
    list: `${is.of}${is.negated ? ' not' : ''} in`,
    added: is.values.filter((value) => !was.values.includes(value)),
    removed: was.values.filter((value) => !is.values.includes(value)),
  };
}

/** What a part speaks of, as it is written; null where it speaks of several. */
function subjectOf(expression: Expression): string | null {
  switch (expression.kind) {
    case 'in':
    case 'in-code-list':
    case 'between':
    case 'is':
      return printExpression(expression.of);
    case 'compare':
      return printExpression(expression.left);
    case 'not':
      return subjectOf(expression.of);
    case 'call':
      return printExpression(expression);
    default:
      return null;
  }
}

function sameSubject(one: Expression, other: Expression): boolean {
  const subject = subjectOf(one);
  return subject !== null && subject === subjectOf(other);
}

function sameKind(one: Expression, other: Expression): boolean {
  return one.kind === other.kind && sameSubject(one, other);
}

function sameGroup(one: Expression, other: Expression): boolean {
  return one.kind === other.kind && (one.kind === 'and' || one.kind === 'or');
}

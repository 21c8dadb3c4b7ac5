import { assertNever } from '../../assert-never';
import type { ItemChangePair } from '../../phase/definition';
import { type Rule, ruleSchema } from './rule-item';

export const RULE_CHANGE_KINDS = [
  'dropped',
  'left-out',
  'loosened',
  'tightened',
  'added',
  'taken-in',
  'not-run',
  'without-effect',
  'moved-by-data',
  'weighed',
  'beside',
] as const;

/**
 * What happened to a rule, as far as failures go. Both sides are the rule in use: a proposed rule that nobody uses finds nothing.
 * `loosened`: another expression, fewer records fail; `tightened`: more. `moved-by-data`: the same expression on another population.
 * `beside`: neither use nor result changed (a name, a rationale, an answer).
 */
export type RuleChangeKind = (typeof RULE_CHANGE_KINDS)[number];

export interface RuleChange {
  key: string;
  kind: RuleChangeKind;
  before: Rule | null;
  after: Rule | null;
  /** Records that failed it before and after, where it was used and ran; 0 where not. */
  failedBefore: number;
  failedAfter: number;
}

function used(rule: Rule | null): Rule | null {
  return rule?.decision === 'include' ? rule : null;
}

/** Records that fail a used rule; 0 where it is not used, did not run or tested nothing. */
export function failures(rule: Rule | null): number {
  return used(rule)?.result?.failed ?? 0;
}

function kindOf(before: Rule | null, after: Rule | null): RuleChangeKind {
  const [was, is] = [used(before), used(after)];
  if (was === null && is === null) return 'beside';
  if (is === null) return after === null ? 'dropped' : 'left-out';
  if (is.result === null) return 'not-run';
  if (was === null) return before === null ? 'added' : 'taken-in';
  const difference = failures(is) - failures(was);
  if (was.expression !== is.expression) return difference < 0 ? 'loosened' : difference > 0 ? 'tightened' : 'without-effect';
  if (difference !== 0 || was.result?.tested !== is.result.tested || was.result.status !== is.result.status) return 'moved-by-data';
  return was.severity !== is.severity || was.dimension !== is.dimension ? 'weighed' : 'beside';
}

/** Changed rules with what their change did to the failures found. */
export function ruleChanges(changes: readonly ItemChangePair[]): RuleChange[] {
  return changes.map(({ key, before: left, after: right }) => {
    const before = left === null ? null : ruleSchema.parse(left);
    const after = right === null ? null : ruleSchema.parse(right);
    return { key, kind: kindOf(before, after), before, after, failedBefore: failures(before), failedAfter: failures(after) };
  });
}

/** Why failures moved: people changed rules, or the data changed under the same rule. */
export function movedBy(kind: RuleChangeKind): 'rules' | 'data' | 'nothing' {
  switch (kind) {
    case 'moved-by-data':
      return 'data';
    case 'dropped':
    case 'left-out':
    case 'loosened':
    case 'tightened':
    case 'added':
    case 'taken-in':
    case 'not-run':
      return 'rules';
    case 'without-effect':
    case 'weighed':
    case 'beside':
      return 'nothing';
    default:
      return assertNever(kind);
  }
}

import type { ProfiledAttribute } from '../../../rules/rule-attribute';
import type { Rule } from '../rule-item';
import { readExpression } from '../settle-rule';

export type Proposal = Pick<
  Rule,
  'code' | 'name' | 'attribute' | 'dimension' | 'severity' | 'expression' | 'rationale' | 'source' | 'sourceDetail'
>;

/** A proposed rule as it enters a draft: undecided, and not run. */
export function newRule(proposal: Proposal, attributes: readonly ProfiledAttribute[]): Rule {
  return {
    ...proposal,
    ...readExpression(proposal.expression, attributes),
    decision: null,
    decisionReason: '',
    result: null,
    turnedDownBy: null,
    turnedDownReason: '',
    answer: '',
  };
}

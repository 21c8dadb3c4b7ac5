import type { ProfiledAttribute } from '../phases/profile-facts';
import type { Rule } from '../phases/rule-item';
import { readExpression } from '../rules/settle-rule';

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

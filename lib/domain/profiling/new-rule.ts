import type { Rule } from '../phases/rule-item';

export type Proposal = Pick<Rule, 'code' | 'name' | 'attribute' | 'attributes' | 'dimension' | 'severity' | 'expression' | 'rationale' | 'source' | 'sourceDetail'>;

/** A proposed rule as it enters a draft: undecided, and not run. */
export function newRule(proposal: Proposal): Rule {
  return {
    ...proposal,
    attributes: [...proposal.attributes].sort(),
    decision: null,
    decisionReason: '',
    problem: null,
    result: null,
    turnedDownBy: null,
    turnedDownReason: '',
    answer: '',
  };
}

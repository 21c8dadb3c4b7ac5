import { assertNever } from '../assert-never';
import type { Role } from '../people/roles';
import type { ApprovalOutcome, ApprovalPolicy, CastDecision } from './approval-policy';
import type { Decision } from './commands';

/**
 * What a policy says after the decisions applied to one version, in the order they were applied (domain.md, "Approval
 * policies"). A rejection or a request for changes ends the matter; approvals of the same person count once.
 */
export function evaluateApproval(policy: ApprovalPolicy, decisions: readonly CastDecision[]): ApprovalOutcome {
  const ending = decisions.find((cast) => cast.decision === 'reject' || cast.decision === 'request_changes');
  if (ending) return { kind: ending.decision === 'reject' ? 'rejected' : 'changes_requested' };
  switch (policy.mode) {
    case 'self':
    case 'recorded':
      return decisions.length > 0 ? { kind: 'approved' } : { kind: 'waiting', have: 0, need: 1, missingRoles: [] };
    case 'review': {
      const people = new Set(decisions.filter((cast) => policy.roles.includes(cast.role)).map((cast) => cast.actorId));
      if (people.size >= Math.max(1, policy.requiredCount)) return { kind: 'approved' };
      return { kind: 'waiting', have: people.size, need: Math.max(1, policy.requiredCount), missingRoles: [] };
    }
    case 'signoff':
      return evaluateSignatures(policy.roles, decisions);
    default:
      return assertNever(policy.mode);
  }
}

/** How far a policy is met: "1 of 2 approvals". A request for changes or a rejection is no consent, and counts as none. */
export function approvalStanding(
  policy: ApprovalPolicy,
  decisions: readonly CastDecision[],
): { have: number; need: number; missingRoles: readonly Role[] } {
  const outcome = evaluateApproval(
    policy,
    decisions.filter((cast) => cast.decision === 'approve' || cast.decision === 'sign'),
  );
  if (outcome.kind === 'waiting') return { have: outcome.have, need: outcome.need, missingRoles: outcome.missingRoles };
  const need = policy.mode === 'signoff' ? policy.roles.length : policy.mode === 'review' ? Math.max(1, policy.requiredCount) : 1;
  return { have: need, need, missingRoles: [] };
}

/** One person for each role, all different: a person's first signature counts, and the first for a role. */
function evaluateSignatures(roles: readonly Role[], decisions: readonly CastDecision[]): ApprovalOutcome {
  const signed = new Map<Role, string>();
  for (const cast of decisions) {
    const signedAlready = signed.has(cast.role) || [...signed.values()].includes(cast.actorId);
    if (roles.includes(cast.role) && !signedAlready) signed.set(cast.role, cast.actorId);
  }
  const missingRoles = roles.filter((role) => !signed.has(role));
  if (roles.length > 0 && missingRoles.length === 0) return { kind: 'approved' };
  return { kind: 'waiting', have: signed.size, need: Math.max(1, roles.length), missingRoles };
}

/** The word a policy uses for consent: people *sign* a final report and *approve* everything else. */
export function consentOf(policy: ApprovalPolicy): Decision {
  return policy.mode === 'signoff' ? 'sign' : 'approve';
}

/** How many approvals a version needs after it is submitted; 0 where the submission is itself the decision. */
export function approvalsDue(policy: ApprovalPolicy): number {
  if (takesEffectOnSubmit(policy)) return 0;
  return Math.max(1, policy.mode === 'signoff' ? policy.roles.length : policy.requiredCount);
}

/** Whether submitting is itself the decision: there is nobody to wait for. */
export function takesEffectOnSubmit(policy: ApprovalPolicy): boolean {
  return policy.mode === 'self' || policy.mode === 'recorded';
}

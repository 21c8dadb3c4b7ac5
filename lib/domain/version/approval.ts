import { assertNever } from '../assert-never';
import type { Role } from '../people/roles';
import type { ApprovalOutcome, ApprovalPolicy, CastDecision } from './approval-policy';
import type { Decision } from './commands';
import { microsecondsOf } from './instants';

const DAY_MICROSECONDS = 24 * 60 * 60 * 1_000_000;

/** The longest that a policy lets approvals count for: ten years. */
export const LONGEST_HOLD_DAYS = 3_650;

/** Whether approvals under a policy can grow old at all: those of a version that waits for several. */
export function mayGrowOld({ mode, requiredCount }: Pick<ApprovalPolicy, 'mode' | 'requiredCount'>): boolean {
  return mode === 'review' && requiredCount > 1;
}

type Holding = Pick<ApprovalPolicy, 'mode' | 'approvalsHoldDays'>;

/** The last instant at which an approval that was given at another counts, in microseconds since 1970; null where approvals do not grow old. */
function lastInstantOf({ mode, approvalsHoldDays }: Holding, givenAt: string): number | null {
  if (mode !== 'review' || approvalsHoldDays === undefined) return null;
  return microsecondsOf(givenAt) + approvalsHoldDays * DAY_MICROSECONDS;
}

/**
 * Whether an approval still counts at an instant: whether it was given no more than the policy's days of 24 hours before (domain.md,
 * "Approval policies"). `approvalHoldsSql` of lib/data says the same.
 */
export function approvalHolds(policy: Holding, givenAt: string, at: string): boolean {
  const last = lastInstantOf(policy, givenAt);
  return last === null || microsecondsOf(at) <= last;
}

/** Until when an approval counts, to the millisecond; null where approvals do not grow old. */
export function approvalHoldsUntil(policy: Holding, givenAt: string): Date | null {
  const last = lastInstantOf(policy, givenAt);
  return last === null ? null : new Date(last / 1000);
}

/**
 * What a policy says after the decisions applied to one version, in the order they were applied (domain.md, "Approval
 * policies"). A rejection or a request for changes ends the matter; approvals of the same person count once, by the latest.
 * @param at when it is asked; left out: when the last of them was applied, which is when the product asks
 */
export function evaluateApproval(
  policy: ApprovalPolicy,
  decisions: readonly CastDecision[],
  at = lastAppliedAt(decisions),
): ApprovalOutcome {
  const ending = decisions.find((cast) => cast.decision === 'reject' || cast.decision === 'request_changes');
  if (ending) return { kind: ending.decision === 'reject' ? 'rejected' : 'changes_requested' };
  switch (policy.mode) {
    case 'self':
    case 'recorded':
      return decisions.length > 0 ? { kind: 'approved' } : { kind: 'waiting', have: 0, need: 1, missingRoles: [] };
    case 'review': {
      const latest = new Map(decisions.filter((cast) => policy.roles.includes(cast.role)).map((cast) => [cast.actorId, cast.at]));
      const have = [...latest.values()].filter((givenAt) => approvalHolds(policy, givenAt, at)).length;
      const need = Math.max(1, policy.requiredCount);
      return have >= need ? { kind: 'approved' } : { kind: 'waiting', have, need, missingRoles: [] };
    }
    case 'signoff':
      return evaluateSignatures(policy.roles, decisions);
    default:
      return assertNever(policy.mode);
  }
}

function lastAppliedAt(decisions: readonly CastDecision[]): string {
  return decisions.at(-1)?.at ?? '';
}

/**
 * Whether decisions led to an outcome, each judged when it was applied: before the last of them nothing was concluded, and after it that is. An approval
 * that is too old by the end may have counted before.
 */
export function ledTo(policy: ApprovalPolicy, decisions: readonly CastDecision[], kind: ApprovalOutcome['kind']): boolean {
  const outcomes = decisions.map((_, nth) => evaluateApproval(policy, decisions.slice(0, nth + 1)).kind);
  return outcomes.slice(0, -1).every((one) => one === 'waiting') && (outcomes.at(-1) ?? 'waiting') === kind;
}

/**
 * How far a policy is met: "1 of 2 approvals". A request for changes or a rejection is no consent, and counts as none.
 * @param at when it is asked; left out: as the last of the decisions left it
 */
export function approvalStanding(
  policy: ApprovalPolicy,
  decisions: readonly CastDecision[],
  at?: string,
): { have: number; need: number; missingRoles: readonly Role[] } {
  const outcome = evaluateApproval(
    policy,
    decisions.filter((cast) => cast.decision === 'approve' || cast.decision === 'sign'),
    at,
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

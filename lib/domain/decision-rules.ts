import { consentOf } from './approval';
import type { ApprovalPolicy } from './approval-policy';
import type { Decision } from './commands';
import { holdsFor, type Resource, type Subject } from './permissions';
import type { RefusalCode } from './refusals';
import type { Role } from './roles';
import type { VersionStatus } from './version-status';

/** Everything that decides whether a decision is in order. The page asks without verdicts, the transaction with them. */
export interface DecisionFacts {
  subject: Subject;
  resource: Resource;
  policy: ApprovalPolicy;
  status: VersionStatus;
  decision: Decision;
  submittedById: string | null;
  /** Everyone who edited, imported, drew or submitted since the last approved version. */
  authorIds: readonly string[];
  /** Who has decided on this version already, and in which role. */
  cast: readonly { actorId: string; role: Role }[];
  /** How many items are marked rejected and additions requested with this decision. */
  openPoints: number;
  comment: string;
}

/** The role in which somebody decides under a policy: the first of the policy's roles they hold for the report. */
export function decidingRole(subject: Subject, policy: ApprovalPolicy, resource: Resource, taken: readonly Role[] = []): Role | null {
  return policy.roles.find((role) => !taken.includes(role) && holdsFor(subject, role, resource)) ?? null;
}

/**
 * Why a decision is refused, or null. Separation of duties (domain.md, "People"): the decider is neither the submitter
 * nor an author since the last approved version, and holds the deciding role for this report.
 */
export function refuseDecision(facts: DecisionFacts): RefusalCode | null {
  const { subject, policy, decision } = facts;
  if (facts.resource.closed) return 'report_closed';
  if (facts.status !== 'pending_approval') return isDecided(facts.status) ? 'already_decided' : 'not_pending';
  if (facts.cast.some((cast) => cast.actorId === subject.userId)) return 'already_voted';
  const takenRoles = policy.mode === 'signoff' ? facts.cast.map((cast) => cast.role) : [];
  if (decidingRole(subject, policy, facts.resource, takenRoles) === null) return 'not_the_approver';
  if (facts.submittedById === subject.userId || facts.authorIds.includes(subject.userId)) return 'author_cannot_decide';
  const consents = decision === 'approve' || decision === 'sign';
  if (consents && decision !== consentOf(policy)) return 'invalid_input';
  if (consents && facts.openPoints > 0) return 'rejected_items_remain';
  if (!consents && facts.comment.trim() === '') return 'comment_required';
  return null;
}

function isDecided(status: VersionStatus): boolean {
  return status === 'approved' || status === 'superseded' || status === 'changes_requested' || status === 'rejected';
}

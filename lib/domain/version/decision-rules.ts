import { holdsFor, type Principal, principalsOf, type Resource, type Subject } from '../people/permissions';
import type { Role } from '../people/roles';
import type { RefusalCode } from '../refusals';
import { approvalHolds, consentOf } from './approval';
import type { ApprovalPolicy, CastDecision } from './approval-policy';
import type { Decision } from './commands';
import { type VersionStatus, wasEverApproved } from './version-status';

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
  /** Those of the decider and whom they decide for who changed rights here that no second person has confirmed. */
  changerIds: readonly string[];
  /** Who has decided on this version already, in which role, when, and for whom. */
  cast: readonly Pick<CastDecision, 'actorId' | 'role' | 'at' | 'onBehalfOfId'>[];
  /** When it is asked, by the database's clock: ISO 8601 to the microsecond. */
  at: string;
  /** How many items are marked rejected and additions requested with this decision. */
  openPoints: number;
  /** Comments on the version, or on those before it, that nobody has resolved. */
  unresolvedComments: number;
  /** Items that wait for an answer without which they are not approved; left out where nobody answers. */
  unanswered?: number;
  comment: string;
}

/** The role in which somebody decides, and the person they decide for: null in their own right. */
export interface Capacity {
  role: Role;
  onBehalfOf: Principal | null;
}

/** The capacities in which somebody may decide under a policy, their own before those lent to them. */
function capacitiesOf(subject: Subject, policy: ApprovalPolicy, resource: Resource, taken: readonly Role[] = []): Capacity[] {
  return principalsOf(subject).flatMap(({ principal, as }) =>
    policy.roles.filter((one) => !taken.includes(one) && holdsFor(as, one, resource)).map((role) => ({ role, onBehalfOf: principal })),
  );
}

/** The first capacity in which somebody may decide under a policy; null where the policy does not ask this person. */
export function decidingCapacity(
  subject: Subject,
  policy: ApprovalPolicy,
  resource: Resource,
  taken: readonly Role[] = [],
): Capacity | null {
  return capacitiesOf(subject, policy, resource, taken)[0] ?? null;
}

/**
 * Why a decision is refused, or null. Separation of duties (domain.md, "People"): the decider is neither the submitter
 * nor an author since the last approved version, and holds the deciding role for this report; under `signoff` the tester signs their
 * own work in that role alone. A delegate is held to the
 * same, and so is whoever they decide for: nobody's hand in a version is hidden, and nobody's voice counted twice, by
 * lending the role. Whoever changed rights here, or the owner, decides once a second person has confirmed it. Whoever approved decides again once that
 * approval is too old to count (`approvalHolds`).
 */
export function refuseDecision(facts: DecisionFacts): RefusalCode | null {
  const judged = judgeDecision(facts);
  return 'code' in judged ? judged.code : null;
}

/**
 * Judges a decision by the rules of `refuseDecision`: the code of its refusal or, where nothing stands against it, the capacity
 * in which it is made.
 */
export function judgeDecision(facts: DecisionFacts): { code: RefusalCode } | { capacity: Capacity } {
  const { subject, policy, decision } = facts;
  if (facts.resource.closed) return { code: 'report_closed' };
  if (facts.status !== 'pending_approval') return { code: isDecided(facts.status) ? 'already_decided' : 'not_pending' };
  if (hasVoted(facts, subject.userId)) return { code: 'already_voted' };
  const takenRoles = policy.mode === 'signoff' ? facts.cast.map((cast) => cast.role) : [];
  const capacities = capacitiesOf(subject, policy, facts.resource, takenRoles);
  const [first] = capacities;
  if (first === undefined) return { code: 'not_the_approver' };
  const capacity = capacities.find((one) => refuseCapacity(facts, one) === null);
  if (capacity === undefined) return { code: refuseCapacity(facts, first) ?? 'not_the_approver' };
  const consents = decision === 'approve' || decision === 'sign';
  if (consents && decision !== consentOf(policy)) return { code: 'invalid_input' };
  if (consents && facts.openPoints > 0) return { code: 'rejected_items_remain' };
  if (consents && facts.unresolvedComments > 0) return { code: 'unresolved_comments' };
  if (consents && (facts.unanswered ?? 0) > 0) return { code: 'answers_missing' };
  if (!consents && facts.comment.trim() === '') return { code: 'comment_required' };
  return { capacity };
}

/** Whether a pending version still waits for somebody: whether they could turn it down, so that it is the same for every consent. */
export function isAsked(
  facts: Pick<DecisionFacts, 'subject' | 'resource' | 'policy' | 'submittedById' | 'authorIds' | 'cast' | 'at'>,
): boolean {
  // A change of rights that waits for its second person keeps nobody from being asked: the version waits for them meanwhile.
  const turnedDown = { decision: 'reject', openPoints: 0, unresolvedComments: 0, comment: '.', changerIds: [] } as const;
  return refuseDecision({ ...facts, ...turnedDown, status: 'pending_approval' }) === null;
}

function refuseCapacity(facts: DecisionFacts, capacity: Capacity): RefusalCode | null {
  const people = [facts.subject.userId, ...(capacity.onBehalfOf ? [capacity.onBehalfOf.userId] : [])];
  if (people.some((userId) => hasVoted(facts, userId))) return 'already_voted';
  const isAuthor = people.some((userId) => facts.submittedById === userId || facts.authorIds.includes(userId));
  if (isAuthor && !signsOwnWork(facts.policy, capacity)) return 'author_cannot_decide';
  if (people.some((userId) => facts.changerIds.includes(userId))) return 'rights_unconfirmed';
  return null;
}

/** Whether an author may decide in a capacity: whoever prepared what is signed attests to it as its tester, and in no other role. */
function signsOwnWork(policy: Pick<ApprovalPolicy, 'mode'>, { role, onBehalfOf }: Capacity): boolean {
  return policy.mode === 'signoff' && role === 'tester' && onBehalfOf === null;
}

/** Whether somebody decided, or was decided for, in a way that counts still. */
function hasVoted({ cast, policy, at }: DecisionFacts, userId: string): boolean {
  return cast.some((one) => (one.actorId === userId || one.onBehalfOfId === userId) && approvalHolds(policy, one.at, at));
}

function isDecided(status: VersionStatus): boolean {
  return wasEverApproved(status) || status === 'changes_requested' || status === 'rejected';
}

import type { VersionActionName } from '#contract/views/version-views';
import { type PermittedAction, permittedAction, type ReportAction, type Resource, type Subject } from '#domain/people/permissions';
import { REFUSALS, type RefusalCode } from '#domain/refusals';
import { consentOf } from '#domain/version/approval';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import type { Decision } from '#domain/version/commands';
import { type DecisionFacts, refuseDecision } from '#domain/version/decision-rules';
import { isApproved, isOpen, type VersionStatus } from '#domain/version/version-status';

/** Where a version stands, as far as it decides what may be done. */
export interface ActionFacts {
  subject: Subject;
  resource: Resource;
  policy: ApprovalPolicy;
  status: VersionStatus;
  submittedById: string | null;
  authorIds: readonly string[];
  changerIds: readonly string[];
  cast: DecisionFacts['cast'];
  /** When it is asked, by the database's clock. */
  at: string;
  unresolvedComments: number;
  /** Items without an answer that approval waits for. */
  unanswered: number;
  workRunning: boolean;
  /** Statuses of all versions of the chain. */
  chainStatuses: readonly VersionStatus[];
  /** Inputs that changed and that nobody has accepted. */
  unacceptedInputs: number;
  /** Of a version that is recorded change by change: whether its lane has ended. Null of one that is drafted. */
  recorded: { retired: boolean } | null;
  /** Whether its report's version of the process reopens what is approved. */
  reopens: boolean;
  /** Whether people whom its items name answer it while it is pending. */
  answered: boolean;
}

/** What a person may do with a version, with the sentence that a refused button shows. The server checks again. */
export function permittedActions(facts: ActionFacts): Record<VersionActionName, PermittedAction> {
  const drafted = facts.recorded === null ? null : 'not_in_this_phase';
  const draftOnly = drafted ?? (facts.status !== 'draft' ? 'not_a_draft' : facts.workRunning ? 'work_running' : null);
  return {
    edit: permitted(facts, 'edit', draftOnly),
    submit: permitted(facts, 'submit', draftOnly),
    approve: decision(facts, consentOf(facts.policy)),
    request_changes: decision(facts, 'request_changes'),
    reject: decision(facts, 'reject'),
    withdraw: permitted(facts, 'withdraw', drafted ?? withdrawal(facts)),
    discard: permitted(facts, 'discard', draftOnly),
    reopen: permitted(facts, 'reopen', drafted ?? reopening(facts)),
    comment: permitted(facts, 'comment', null),
    unmask: permitted(facts, 'unmask', null),
    request_work: permitted(facts, 'request_work', draftOnly),
    accept_stale: permitted(
      facts,
      'accept_stale',
      drafted ?? (facts.status !== 'draft' ? 'not_a_draft' : facts.unacceptedInputs === 0 ? 'invalid_input' : null),
    ),
    record: permitted(facts, 'record', recording(facts)),
    judge: permitted(facts, 'judge', facts.answered ? answering(facts) : recording(facts)),
    supply: permitted(facts, 'supply', recording(facts)),
  };
}

function permitted(facts: ActionFacts, action: ReportAction, state: RefusalCode | null): PermittedAction {
  return permittedAction(facts.subject, action, facts.resource, state === null ? null : sentence(action, state));
}

function sentence(action: ReportAction, code: RefusalCode): string {
  if (action === 'accept_stale' && code === 'invalid_input') return 'Nothing this version was built from has changed.';
  return REFUSALS[code];
}

function decision(facts: ActionFacts, wanted: Decision): PermittedAction {
  // Notes and verdicts are written on the screen that this answer opens, so they are not asked for yet.
  const code = refuseDecision({ ...facts, decision: wanted, openPoints: 0, comment: '.' });
  return code === null ? { allowed: true, why: null } : { allowed: false, why: REFUSALS[code] };
}

function withdrawal(facts: ActionFacts): RefusalCode | null {
  if (facts.status !== 'pending_approval') return 'not_pending';
  return facts.submittedById === facts.subject.userId ? null : 'not_the_submitter';
}

/** What is recorded goes on from the version in force, in a lane that lives. */
function recording({ recorded, status, workRunning }: ActionFacts): RefusalCode | null {
  if (recorded === null) return 'not_in_this_phase';
  if (recorded.retired) return 'lane_retired';
  if (!isApproved(status)) return 'not_in_force';
  return workRunning ? 'work_running' : null;
}

function answering({ status }: ActionFacts): RefusalCode | null {
  return status === 'pending_approval' ? null : 'not_pending';
}

function reopening(facts: ActionFacts): RefusalCode | null {
  if (!facts.reopens) return 'not_in_this_version';
  if (facts.chainStatuses.some(isOpen)) return 'open_version_exists';
  return facts.chainStatuses.includes('approved') ? null : 'nothing_to_reopen';
}

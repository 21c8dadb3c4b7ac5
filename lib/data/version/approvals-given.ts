import type { ApprovalGiven, DecisionRecord } from '#contract/views/version-views';
import { approvalHolds, approvalHoldsUntil } from '#domain/version/approval';
import type { ApprovalPolicy } from '#domain/version/approval-policy';

interface Given {
  policy: ApprovalPolicy;
  /** Of the chain, oldest first. */
  decisions: readonly DecisionRecord[];
  /** Of the version. */
  number: number;
  /** When it is asked, ISO 8601. */
  at: string;
  /** The handles of the reader and, where they would decide for somebody, of that person. */
  readers: readonly string[];
}

/**
 * The newest approval of each person on a version, oldest first, with until when it counts; none where approvals do not grow old. One that was given for
 * somebody who approved themselves since, or had another approve, is not the newest of theirs.
 */
export function approvalsGiven({ policy, decisions, number, at, readers }: Given): ApprovalGiven[] {
  const approvals = decisions.filter((one) => one.versionNumber === number && one.decision === 'approve');
  return approvals.flatMap((one, nth) => {
    const until = approvalHoldsUntil(policy, one.at);
    const people = peopleOf(one);
    const isReplaced = approvals.slice(nth + 1).some((later) => peopleOf(later).some((person) => people.includes(person)));
    if (until === null || isReplaced) return [];
    return {
      ...{ by: one.by, onBehalfOf: one.onBehalfOf, at: one.at },
      ...{ holdsUntil: until.toISOString(), holds: approvalHolds(policy, one.at, at) },
      own: people.some((person) => readers.includes(person)),
    };
  });
}

/** The handles of who approved, and of whom they approved for. */
function peopleOf({ by, onBehalfOf }: DecisionRecord): string[] {
  return [by.id, onBehalfOf?.id ?? null].filter((id) => id !== null);
}

import { acknowledgementId, unansweredAssignments } from '#data/lanes/unanswered-assignments.queries';
import { requireVersion } from '#data/people/access.queries';
import type { ItemData } from '#domain/item/json';
import type { Subject } from '#domain/people/permissions';
import { Refusal } from '#domain/refusals';
import { type DispatchDependencies, issueCommand } from './issue-command';

/** A command that records changes in a version, as far as it tells what was supplied. */
interface Recording {
  commandId: string;
  versionId: string;
  changes: readonly { itemKey: string; fields: ItemData }[];
}

/**
 * Whoever supplies evidence of an attribute says by it that the attribute is theirs: what they were assigned and have not answered is acknowledged, by a command of its own in the line's
 * list of owners, whose id follows from that of the recording. What they declined stays declined. Asked again, it is the same command.
 */
export async function acknowledgeByEvidence(dependencies: DispatchDependencies, subject: Subject, recording: Recording): Promise<void> {
  const supplied = recording.changes.filter(({ fields }) => fields.evidence !== undefined && fields.evidence !== null);
  if (supplied.length === 0) return;
  const { db } = dependencies;
  const { chainId } = await requireVersion(db.pool, subject, recording.versionId);
  const caseKeys = supplied.map(({ itemKey }) => itemKey);
  const assigned = await unansweredAssignments(db.pool, { chainId, userId: subject.userId, caseKeys });
  const [first] = assigned;
  if (first === undefined) return;
  const acknowledging = {
    commandId: acknowledgementId(recording.commandId),
    kind: 'decide_items',
    versionId: first.versionId,
    verdicts: assigned.map(({ code, judged }) => ({ itemKey: code, verdict: 'acknowledged' as const, reason: '', seenHash: judged })),
  } as const;
  try {
    await issueCommand(dependencies, subject, acknowledging);
  } catch (error) {
    // The evidence is on its way all the same: what may not be acknowledged any more stays open in the list of owners, where it is answered by hand.
    if (!(error instanceof Refusal)) throw error;
  }
}

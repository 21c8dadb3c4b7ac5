'use server';
import { recordChangesInput } from '#contract/action-inputs';
import { acknowledgeByEvidence } from '#dispatch/acknowledge-by-evidence';
import { action } from '#server/action';
import { send } from '#server/command';

/** Records changes of a recorded phase's items as its next version. Evidence that is recorded acknowledges what it is evidence of. */
export const recordChanges = action(recordChangesInput, async (context, input) => {
  const recording = {
    commandId: input.commandId,
    kind: 'record_changes',
    versionId: input.versionId,
    changes: input.changes.map((change) => ({ ...change, fields: { ...input.alike, ...change.fields } })),
    comment: input.comment,
  } as const;
  const sent = await send(context, recording);
  await acknowledgeByEvidence(context, context.subject, recording);
  return sent;
});

'use server';
import { recordChangesInput } from '#contract/action-inputs';
import { command } from '#server/command';

/** Records changes of a recorded phase's items as its next version. */
export const recordChanges = command(recordChangesInput, (input) => ({
  commandId: input.commandId,
  kind: 'record_changes',
  versionId: input.versionId,
  changes: input.changes.map((change) => ({ ...change, fields: { ...input.alike, ...change.fields } })),
  comment: input.comment,
}));

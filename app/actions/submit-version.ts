'use server';
import { submitVersionInput } from '#contract/action-inputs';
import { command } from '#server/command';

/** Sends a draft to its approvers; the note travels as the comment. */
export const submitVersion = command(submitVersionInput, (input) => ({
  commandId: input.commandId,
  kind: 'submit_version',
  versionId: input.versionId,
  seenEditRevision: input.seenEditRevision,
  comment: input.comment,
}));

'use server';
import { submitVersionInput } from '#contract/action-inputs';
import { chainOfVersion } from '#data/version/version-target.queries';
import { command } from '#server/command';

/** Sends a draft to its approvers; the note travels as the comment. */
export const submitVersion = command(submitVersionInput, async (input, { db }) => ({
  commandId: input.commandId,
  kind: 'submit_version',
  targetId: await chainOfVersion(db.pool, input.versionId),
  versionId: input.versionId,
  seenEditRevision: input.seenEditRevision,
  comment: input.comment,
}));

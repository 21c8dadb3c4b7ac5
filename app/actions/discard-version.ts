'use server';
import { discardVersionInput } from '#contract/action-inputs';
import { command } from '#server/command';

/** Gives up a draft; its rows stay readable. */
export const discardVersion = command(discardVersionInput, (input) => ({
  commandId: input.commandId,
  kind: 'discard_version',
  versionId: input.versionId,
  seenEditRevision: input.seenEditRevision,
  comment: input.comment,
}));

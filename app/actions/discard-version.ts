'use server';
import { discardVersionInput } from '#contract/action-inputs';
import { chainOfVersion } from '#data/version/version-target.queries';
import { command } from '#server/command';

/** Gives up a draft; its rows stay readable. */
export const discardVersion = command(discardVersionInput, async (input, { db }) => ({
  commandId: input.commandId,
  kind: 'discard_version',
  targetId: await chainOfVersion(db.pool, input.versionId),
  versionId: input.versionId,
  seenEditRevision: input.seenEditRevision,
  comment: input.comment,
}));

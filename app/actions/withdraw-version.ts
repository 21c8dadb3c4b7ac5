'use server';
import { withdrawVersionInput } from '#contract/action-inputs';
import { chainOfVersion } from '#data/version/version-target.queries';
import { command } from '#server/command';

/** Takes back what the person submitted and nobody has decided. */
export const withdrawVersion = command(withdrawVersionInput, async (input, { db }) => ({
  commandId: input.commandId,
  kind: 'withdraw_version',
  targetId: await chainOfVersion(db.pool, input.versionId),
  versionId: input.versionId,
  seenVersionHash: input.seenVersionHash,
  comment: input.comment,
}));

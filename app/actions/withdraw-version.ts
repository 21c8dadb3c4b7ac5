'use server';
import { withdrawVersionInput } from '#contract/action-inputs';
import { command } from '#server/command';

/** Takes back what the person submitted and nobody has decided. */
export const withdrawVersion = command(withdrawVersionInput, (input) => ({
  commandId: input.commandId,
  kind: 'withdraw_version',
  versionId: input.versionId,
  seenVersionHash: input.seenVersionHash,
  comment: input.comment,
}));

'use server';
import { acceptStaleInput } from '#contract/action-inputs';
import { acceptStaleInput as acceptInput } from '#data/accept-stale-input.commands';
import { versionFor } from '#server/permitted';
import { action } from '#server/action';

/** Accepts, with a reason, that an earlier phase changed after this version was built. */
export const acceptStale = action(acceptStaleInput, async (context, input) => {
  const { actor } = await versionFor(context, input.versionId, 'accept_stale');
  return acceptInput(context.db, actor, input);
});

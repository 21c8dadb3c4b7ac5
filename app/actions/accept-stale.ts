'use server';
import { acceptStaleInput } from '#contract/action-inputs';
import { acceptStaleInput as acceptInput } from '#data/version/accept-stale-input.commands';
import { action } from '#server/action';
import { versionFor } from '#server/permitted';

/** Accepts, with a reason, that an earlier phase changed after this version was built. */
export const acceptStale = action(acceptStaleInput, async (context, input) => {
  const { actor } = await versionFor(context, input.versionId, 'accept_stale');
  return acceptInput(context.db, actor, input);
});

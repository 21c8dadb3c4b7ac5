'use server';
import { markOpenedInput } from '#contract/action-inputs';
import { markOpened as noteOpened } from '#data/version/mark-opened.commands';
import { action } from '#server/action';
import { versionFor } from '#server/permitted';

/** Notes that the person has opened a version at a hash: what bulk approval acts on. */
export const markOpened = action(markOpenedInput, async (context, input) => {
  const { actor } = await versionFor(context, input.versionId, 'note_opened');
  return noteOpened(context.db, actor, input);
});

'use server';
import { markOpenedInput } from '#contract/action-inputs';
import { markOpened as noteOpened } from '#data/mark-opened.commands';
import { versionFor } from '#server/permitted';
import { action } from '#server/action';

/** Notes that the person has opened a version at a hash: what bulk approval acts on. */
export const markOpened = action(markOpenedInput, async (context, input) => {
  const { actor } = await versionFor(context, input.versionId, 'note_opened');
  return noteOpened(context.db, actor, input);
});

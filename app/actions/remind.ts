'use server';
import { remindInput } from '#contract/notice-inputs';
import { remind as remindOf } from '#data/desk/notices.commands';
import { action } from '#server/action';
import { chainFor } from '#server/permitted';

/** Reminds somebody of a phase in which it is their turn; once on each working day. */
export const remind = action(remindInput, async (context, input) => {
  const { actor } = await chainFor(context, input.chainId, 'remind');
  return remindOf(context.db, { subject: context.subject, actor }, input);
});

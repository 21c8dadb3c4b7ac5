'use server';
import { readNoticesInput } from '#contract/notice-inputs';
import { markNoticesRead } from '#data/desk/notices.commands';
import { action } from '#server/action';
import { deskOwner } from '#server/permitted';

/** Notes that the person has read what they were told, up to a notice. */
export const readNotices = action(readNoticesInput, async (context, input) =>
  markNoticesRead(context.db, deskOwner(context.subject), input),
);

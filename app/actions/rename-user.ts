'use server';
import { renameUserInput } from '#contract/administration-inputs';
import { renameUser as rename } from '#data/administration/rename-user.commands';
import { action } from '#server/action';
import { installationActor } from '#server/permitted';

/** Changes a person's name or e-mail address; what they did before stays under the name of its time. */
export const renameUser = action(renameUserInput, async (context, input) =>
  rename(context.db, installationActor(context.subject, 'administer'), input),
);

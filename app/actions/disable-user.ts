'use server';
import { disableUserInput } from '#contract/administration-inputs';
import { disableUser as disableAndHandOver } from '#data/administration/disable-user.commands';
import { action } from '#server/action';
import { installationActor } from '#server/permitted';

/** Disables a sign-in, ends every session and hands over the person's work. People are never deleted. */
export const disableUser = action(disableUserInput, async (context, input) =>
  disableAndHandOver(context.db, installationActor(context.subject, 'administer'), input),
);

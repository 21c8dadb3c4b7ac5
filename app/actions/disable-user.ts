'use server';
import { disableUserInput } from '#contract/administration-inputs';
import { disableUser as setDisabled } from '#data/users.commands';
import { installationActor } from '#server/permitted';
import { action } from '#server/action';

/** Disables or enables a sign-in and ends every session. People are never deleted. */
export const disableUser = action(disableUserInput, async (context, input) => setDisabled(context.db, installationActor(context.subject, 'administer'), input));

'use server';
import { enableUserInput } from '#contract/administration-inputs';
import { enableUser as enable } from '#data/administration/users.commands';
import { action } from '#server/action';
import { installationActor } from '#server/permitted';

/** Lets a disabled person sign in again. What was handed over stays with those who took it. */
export const enableUser = action(enableUserInput, async (context, input) =>
  enable(context.db, installationActor(context.subject, 'administer'), input),
);

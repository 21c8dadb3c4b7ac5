'use server';
import { createUserInput } from '#contract/administration-inputs';
import { createUser as insertUser } from '#data/administration/users.commands';
import { action } from '#server/action';
import { installationActor } from '#server/permitted';

/** Adds a person; the link that `makeLink` gives lets them choose a password. */
export const createUser = action(createUserInput, async (context, input) =>
  insertUser(context.db, installationActor(context.subject, 'administer'), input),
);

'use server';
import { setRolesInput } from '#contract/administration-inputs';
import { setRoles as replaceRoles } from '#data/administration/users.commands';
import { action } from '#server/action';
import { installationActor } from '#server/permitted';

/** Replaces a person's roles; what they may do changes with their next request. */
export const setRoles = action(setRolesInput, async (context, input) =>
  replaceRoles(context.db, installationActor(context.subject, 'administer'), input),
);

'use server';
import { setRolesInput } from '#contract/administration-inputs';
import { setRoles as replaceRoles } from '#data/users.commands';
import { administratorOf } from '#server/permitted';
import { action } from '#server/action';

/** Replaces a person's roles; what they may do changes with their next request. */
export const setRoles = action(setRolesInput, async (context, input) => replaceRoles(context.db, administratorOf(context.subject, 'installation'), input));

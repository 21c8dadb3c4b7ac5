'use server';
import { delegateRoleInput } from '#contract/desk-inputs';
import { delegateRole as lendRole } from '#data/desk/delegations.commands';
import { action } from '#server/action';

/** Lends a role of one's own until a date. The delegate is held to separation of duties at every decision. */
export const delegateRole = action(delegateRoleInput, async ({ db, subject }, input) => lendRole(db, subject, input));

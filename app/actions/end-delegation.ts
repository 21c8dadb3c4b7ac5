'use server';
import { endDelegationInput } from '#contract/desk-inputs';
import { endDelegation as giveBack } from '#data/desk/delegations.commands';
import { action } from '#server/action';

/** Ends a delegation before its day: whoever lent the role may, and whoever it was lent to. */
export const endDelegation = action(endDelegationInput, async ({ db, subject }, input) => giveBack(db, subject, input));

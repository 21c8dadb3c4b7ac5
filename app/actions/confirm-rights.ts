'use server';
import { confirmRightsInput } from '#contract/administration-inputs';
import { confirmRights as confirmChange } from '#data/administration/confirm-rights.commands';
import { action } from '#server/action';

/** Confirms, as a second person, a change of somebody's rights or of a report's owner. */
export const confirmRights = action(confirmRightsInput, async ({ db, subject }, input) => confirmChange(db, subject, input));

'use server';
import { goAwayInput } from '#contract/desk-inputs';
import { goAway as noteAbsence } from '#data/desk/absences.commands';
import { action } from '#server/action';

/** Notes that somebody is away, with the roles that they lend meanwhile; an admin notes it of others, and lends nothing for them. */
export const goAway = action(goAwayInput, async ({ db, subject }, input) => noteAbsence(db, subject, input));

'use server';
import { endAbsenceInput } from '#contract/desk-inputs';
import { endAbsence as endNotedAbsence } from '#data/desk/absences.commands';
import { action } from '#server/action';

/** Ends an absence before its last day, with what was lent for it: whoever is away may, and an admin. */
export const endAbsence = action(endAbsenceInput, async ({ db, subject }, input) => endNotedAbsence(db, subject, input));

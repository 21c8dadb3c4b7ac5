'use server';
import { mailPreferenceInput } from '#contract/mail-inputs';
import { setMailPreference as choose } from '#data/mail/mail-preference.commands';
import { action } from '#server/action';
import { deskOwner } from '#server/permitted';

/** Changes how one's own mail comes. */
export const setMailPreference = action(mailPreferenceInput, async ({ db, subject }, input) => choose(db, deskOwner(subject), input));

'use server';
import { breakGlassInput } from '#contract/administration-inputs';
import { breakGlass as breakIt } from '#data/administration/confirm-rights.commands';
import { action } from '#server/action';

/** Lets a change of rights stand on the word of whoever made it, with a reason that is shown at every decision it opens. */
export const breakGlass = action(breakGlassInput, async ({ db, subject }, input) => breakIt(db, subject, input));

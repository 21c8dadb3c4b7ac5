'use server';
import { setDefaultViewInput } from '#contract/desk-inputs';
import { setDefaultView as chooseView } from '#data/desk/saved-views.commands';
import { action } from '#server/action';
import { deskOwner } from '#server/permitted';

/** Chooses the view that a page opens with. */
export const setDefaultView = action(setDefaultViewInput, async ({ db, subject }, input) => chooseView(db, deskOwner(subject), input));

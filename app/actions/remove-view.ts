'use server';
import { removeViewInput } from '#contract/desk-inputs';
import { removeView as dropView } from '#data/desk/saved-views.commands';
import { action } from '#server/action';
import { deskOwner } from '#server/permitted';

/** Removes a view of one's own. */
export const removeView = action(removeViewInput, async ({ db, subject }, input) => dropView(db, deskOwner(subject), input));

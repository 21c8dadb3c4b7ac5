'use server';
import { saveViewInput } from '#contract/desk-inputs';
import { saveView as keepView } from '#data/desk/saved-views.commands';
import { action } from '#server/action';
import { deskOwner } from '#server/permitted';

/** Keeps the view of a page under a name; everybody has their own. */
export const saveView = action(saveViewInput, async ({ db, subject }, input) => keepView(db, deskOwner(subject), input));

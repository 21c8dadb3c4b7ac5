'use server';
import { saveLobInput } from '#contract/administration-inputs';
import { saveLob as storeLob } from '#data/administration/lobs.commands';
import { action } from '#server/action';
import { installationActor } from '#server/permitted';

/** Adds a line of business, renames it or takes it out of use. */
export const saveLob = action(saveLobInput, async (context, input) =>
  storeLob(context.db, installationActor(context.subject, 'administer'), input),
);

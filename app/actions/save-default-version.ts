'use server';
import { saveDefaultVersionInput } from '#contract/administration-inputs';
import { saveDefaultVersion as insertDefaultVersion } from '#data/administration/default-version.commands';
import { action } from '#server/action';
import { installationActor } from '#server/permitted';

/** Says by which version of the process reports start from a day on; those that were started go on by theirs. */
export const saveDefaultVersion = action(saveDefaultVersionInput, async (context, input) =>
  insertDefaultVersion(context.db, installationActor(context.subject, 'administer'), input),
);

'use server';
import { eraseUserInput } from '#contract/administration-inputs';
import { eraseUser as erase } from '#data/administration/erase-user.commands';
import { action } from '#server/action';
import { installationActor } from '#server/permitted';

/** Forgets for good who a person was. What they did stays, under "Erased person". */
export const eraseUser = action(eraseUserInput, async (context, input) =>
  erase(context.db, installationActor(context.subject, 'administer'), input),
);

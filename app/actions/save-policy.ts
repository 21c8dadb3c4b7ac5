'use server';
import { savePolicyInput } from '#contract/administration-inputs';
import { savePolicy as insertPolicy } from '#data/administration/policies.commands';
import { action } from '#server/action';
import { installationActor } from '#server/permitted';

/** Writes a new dated policy for a phase; running reports keep the one they started with. */
export const savePolicy = action(savePolicyInput, async (context, input) =>
  insertPolicy(context.db, installationActor(context.subject, 'administer'), input),
);

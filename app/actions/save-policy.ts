'use server';
import { savePolicyInput } from '#contract/administration-inputs';
import { savePolicy as insertPolicy } from '#data/administration/policies.commands';
import { Refusal } from '#domain/refusals';
import { isShortTerm } from '#domain/time/allowance-words';
import { action } from '#server/action';
import { environment } from '#server/environment';
import { installationActor } from '#server/permitted';

/** Writes a new dated policy for a phase; running reports keep the one they started with. Terms of seconds are for demos alone. */
export const savePolicy = action(savePolicyInput, async (context, input) => {
  const actor = installationActor(context.subject, 'administer');
  const terms = [input.allowanceBusinessHours, input.escalationBusinessHours, ...Object.values(input.roleAllowances ?? {})];
  const isShort = terms.some((term) => term !== null && isShortTerm(term));
  if (isShort && !environment().demo) throw new Refusal('invalid_input', 'Allowances and levels are whole business hours.');
  return await insertPolicy(context.db, actor, input);
});

'use server';
import { dismissExaminerInput } from '#contract/administration-inputs';
import { dismissExaminer as dismiss } from '#data/administration/examiners.commands';
import { action } from '#server/action';
import { installationActor } from '#server/permitted';

/** Ends an examiner's access at once. */
export const dismissExaminer = action(dismissExaminerInput, async (context, input) =>
  dismiss(context.db, installationActor(context.subject, 'administer'), input),
);

'use server';
import { dismissExaminerInput } from '#contract/administration-inputs';
import { dismissExaminer as dismiss } from '#data/examiners.commands';
import { installationActor } from '#server/permitted';
import { action } from '#server/action';

/** Ends an examiner's access at once. */
export const dismissExaminer = action(dismissExaminerInput, async (context, input) => dismiss(context.db, installationActor(context.subject, 'administer'), input));

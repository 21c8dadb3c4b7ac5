'use server';
import { admitExaminerInput } from '#contract/administration-inputs';
import { admitExaminer as admit } from '#data/administration/examiners.commands';
import { action } from '#server/action';
import { installationActor } from '#server/permitted';

/** Lets somebody read one cycle report until a day. */
export const admitExaminer = action(admitExaminerInput, async (context, input) =>
  admit(context.db, installationActor(context.subject, 'administer'), input),
);

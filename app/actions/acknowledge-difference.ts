'use server';
import { acknowledgeInput } from '#contract/tracking-inputs';
import { acknowledgeDifference as lookAfter } from '#data/tracking/acknowledge.commands';
import { action } from '#server/action';

/** Notes that the person looks after a difference between the record and the running processes. */
export const acknowledgeDifference = action(acknowledgeInput, async ({ db, subject }, input) => lookAfter(db, subject, input));

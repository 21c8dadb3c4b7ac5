'use server';
import { claimWorkInput } from '#contract/desk-inputs';
import { claimWork as claim } from '#data/desk/claims.commands';
import { action } from '#server/action';

/** Says that one works on what waits; refused with the name of whoever else does. */
export const claimWork = action(claimWorkInput, async ({ db, subject }, input) => claim(db, subject, input));

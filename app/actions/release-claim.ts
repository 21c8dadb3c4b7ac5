'use server';
import { releaseClaimInput } from '#contract/desk-inputs';
import { releaseClaim as release } from '#data/desk/claims.commands';
import { action } from '#server/action';

/** Gives a claim back. */
export const releaseClaim = action(releaseClaimInput, async ({ db, subject }, input) => release(db, subject, input));

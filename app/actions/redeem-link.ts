'use server';
import { redeemLinkInput } from '#contract/administration-inputs';
import { redeemLink as useLink } from '#data/administration/links.commands';
import { publicAction } from '#server/action';

/** Uses a one-time link: sets the password, or makes the first admin. Sign in with the answered e-mail address. */
export const redeemLink = publicAction(redeemLinkInput, async ({ db }, input) => useLink(db, input));

'use server';
import { makeLinkInput } from '#contract/administration-inputs';
import { createLink } from '#data/administration/links.commands';
import { action } from '#server/action';
import { environment } from '#server/environment';
import { installationActor } from '#server/permitted';

/** Makes a one-time link with which a person chooses a password; earlier links of theirs stop working. */
export const makeLink = action(makeLinkInput, async (context, { userId }) => {
  const link = await createLink(context.db, installationActor(context.subject, 'administer'), { userId });
  return { url: new URL(`/welcome/${link.token}`, environment().publicUrl).href, expiresAt: link.expiresAt.toISOString() };
});

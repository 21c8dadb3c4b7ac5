import 'server-only';
import PostalMime from 'postal-mime';
import type { CaughtMailLine, CaughtMailView } from '#contract/views/mail-views';
import { Refusal } from '#domain/refusals';
import { environment } from './environment';

/** Headers that say something to a reader; the others are how the message came. */
const SHOWN = ['from', 'to', 'subject', 'date', 'message-id', 'in-reply-to', 'auto-submitted'];

/** @throws Refusal `not_found` where this is no demo: only that has a catcher */
export function requireCatcher(): void {
  if (!environment().demo) throw new Refusal('not_found');
}

/** A caught message as people read it, from its source (RFC 5322). */
export async function unpackCaughtMail({ raw, ...line }: CaughtMailLine & { raw: Uint8Array }): Promise<CaughtMailView> {
  const { headers, text = '', html = '' } = await PostalMime.parse(raw);
  return {
    ...line,
    headers: headers.filter(({ key }) => SHOWN.includes(key)).map(({ key, originalKey, value }) => ({ name: originalKey ?? key, value })),
    text,
    html,
  };
}

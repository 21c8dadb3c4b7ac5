import 'server-only';
import { Refusal } from '#domain/refusals';
import { isSameOrigin } from './same-origin';

/**
 * Refuses what does not come from one of our own pages. The proxy asks the same of every request that passes it, server actions
 * included; handlers ask again, since uploads are streamed past it. @throws Refusal `foreign_origin`
 */
export function requireSameOrigin(request: Request): void {
  if (!isSameOrigin(request, process.env.NEXTAUTH_URL)) throw new Refusal('foreign_origin');
}

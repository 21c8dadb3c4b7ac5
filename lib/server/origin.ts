import 'server-only';
import { Refusal } from '#domain/refusals';

/**
 * POST handlers accept browsers on our own pages only (server actions do the same inside Next). A page elsewhere cannot
 * forge `Origin`, nor make a victim's browser send another `Host`.
 * @throws Refusal `not_permitted`
 */
export function requireSameOrigin(request: Request): void {
  const origin = request.headers.get('origin');
  if (origin === null) {
    if (request.headers.get('sec-fetch-site') === 'same-origin') return;
    throw new Refusal('not_permitted');
  }
  const hosts = [request.headers.get('x-forwarded-host'), request.headers.get('host')];
  if (!URL.canParse(origin) || !hosts.includes(new URL(origin).host)) throw new Refusal('not_permitted');
}

import { refused } from '#domain/refusals';

/** Methods that change nothing: links and other pages' images may use them. */
const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Whether a request may change something: it was made by one of our own pages. A page elsewhere cannot forge `Origin`, nor make a
 * victim's browser send another `Host`; a browser that leaves `Origin` away says `Sec-Fetch-Site`. Of who forwards requests only a
 * configured proxy is believed (`believeProxies`), and the address that people open is always ours.
 * @param publicUrl the address that people open (NEXTAUTH_URL)
 */
export function isSameOrigin({ method, headers }: Pick<Request, 'method' | 'headers'>, publicUrl: string | undefined): boolean {
  if (SAFE.includes(method)) return true;
  const origin = headers.get('origin');
  if (origin === null) return headers.get('sec-fetch-site') === 'same-origin';
  const hosts = [headers.get('x-forwarded-host'), headers.get('host'), hostOf(publicUrl)];
  const host = hostOf(origin);
  return host !== null && hosts.includes(host);
}

/** The body and the head of the answer to a request from elsewhere. */
export function foreignOrigin(): [{ code: string; message: string }, ResponseInit] {
  const { code, message } = refused('foreign_origin');
  return [
    { code, message },
    { status: 403, headers: { 'cache-control': 'no-store' } },
  ];
}

function hostOf(url: string | undefined): string | null {
  return url !== undefined && URL.canParse(url) ? new URL(url).host : null;
}

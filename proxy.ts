import { type NextRequest, NextResponse } from 'next/server';
import { foreignOrigin, isSameOrigin } from '#server/same-origin';
import { ADDRESS_HEADER, FILE_POLICY, SECURITY_HEADERS, secured, VERIFY_POLICY } from '#server/security-headers';

/** Where files that people sent are read. */
const FILES = '/api/evidence/';

/** What pages may load: our own files and the scripts that carry this answer's nonce. */
function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === 'development';
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // Notices, popovers and virtual rows set styles while they run, and cannot be given the nonce; styles run no code.
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'${development ? ' ws:' : ''}`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** The policy of an answer that is none of our pages; null of those that are. */
function policyOf(pathname: string): string | null {
  if (pathname === '/verify') return VERIFY_POLICY;
  return pathname.startsWith(FILES) ? FILE_POLICY : null;
}

/**
 * Every answer's security headers; pages get a fresh nonce, which Next puts on its scripts. What would change something and comes from no
 * page of ours, by another origin or without saying which, goes no further: server actions are answered like handlers.
 */
export function proxy(request: NextRequest): NextResponse {
  if (!isSameOrigin(request, process.env.NEXTAUTH_URL)) return secured(NextResponse.json(...foreignOrigin()));
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // A layout is not told its address; whoever has to sign in first goes on where they wanted to.
  headers.set(ADDRESS_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policyOf(request.nextUrl.pathname) ?? policy);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
  return response;
}

/** Uploads are streamed past it: the proxy would hold their bodies and cut them at 10 MB. */
export const config = { matcher: ['/((?!_next/static|_next/image|favicon.ico|api/uploads).*)'] };

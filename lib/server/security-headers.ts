/** Of a request, set by the proxy alone: the address that is asked for, path and parameters. */
export const ADDRESS_HEADER = 'x-countersign-address';

/** What every answer tells a browser, whatever it holds. Pages add a policy for what they load (proxy.ts). */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cross-origin-opener-policy': 'same-origin',
};

/** The policy of an answer that is no page: it loads nothing and is shown in nothing. */
const BARE_POLICY = `default-src 'none'; frame-ancestors 'none'`;

/** The policy of a file that somebody sent: opened as a page, it is in a box without scripts, forms or an origin, and loads nothing. */
export const FILE_POLICY = `sandbox; ${BARE_POLICY}`;

/** The policy of the page that verifies packages: what stands in it runs, as its own policy says by hashes, and it asks nobody. */
export const VERIFY_POLICY = `default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; frame-ancestors 'none'`;

/** An answer with the headers that the proxy would have given it, for what is streamed past the proxy. */
export function secured<R extends Response>(response: R): R {
  for (const [name, value] of Object.entries({ ...SECURITY_HEADERS, 'content-security-policy': BARE_POLICY }))
    response.headers.set(name, value);
  return response;
}

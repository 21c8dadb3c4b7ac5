import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { REFUSALS } from '#domain/refusals';
import { SECURITY_HEADERS } from '#server/security-headers';
import { config, proxy } from '../proxy';

vi.mock('server-only', () => ({}));

const OURS = 'https://countersign.bank.example';
beforeAll(() => {
  vi.stubEnv('NEXTAUTH_URL', OURS);
  vi.stubEnv('COUNTERSIGN_LOG_LEVEL', 'silent');
});
afterAll(() => void vi.unstubAllEnvs());

const SOURCES = readdirSync('app', { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));

/** The address that a file of routes serves, with a word for each of its parameters. */
function addressOf(file: string): string {
  const parts = path.posix.dirname(file).split('/');
  const named = parts.filter((part) => part !== '.' && !/^\(.*\)$/.test(part)).map((part) => part.replace(/^\[.*\]$/, 'x'));
  return `/${named.join('/')}`;
}

const pages = SOURCES.filter((file) => file.endsWith('/page.tsx') || file === 'page.tsx').map(addressOf);
const handlers = SOURCES.filter((file) => file.endsWith('/route.ts'));
const actions = SOURCES.filter((file) => /^actions\/[^/]+\.ts$/.test(file) && !file.includes('.test.'));

/** What says where a request comes from, as no page of ours does. */
const FOREIGN: readonly Record<string, string>[] = [
  {},
  { origin: 'null' },
  { origin: 'https://evil.example' },
  { origin: 'no address' },
  { origin: `${OURS}.evil.example` },
  { origin: `${OURS}:8443` },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
];

const OWN: readonly Record<string, string>[] = [{ origin: OURS }, { 'sec-fetch-site': 'same-origin' }];

function requestTo(address: string, headers: Record<string, string>, method = 'POST'): NextRequest {
  return new NextRequest(`${OURS}${address}`, { method, headers: { host: new URL(OURS).host, ...headers } });
}

async function expectRefused(response: Response): Promise<void> {
  expect(response.status).toBe(403);
  expect(await response.json()).toEqual({ code: 'foreign_origin', message: REFUSALS.foreign_origin });
  for (const [header, value] of Object.entries(SECURITY_HEADERS)) expect(response.headers.get(header)).toBe(value);
}

/** Addresses that pass the proxy: Next takes the text for a pattern of whole paths. */
const passes = (address: string): boolean => config.matcher.some((pattern) => new RegExp(`^${pattern}$`).test(address));

describe('what would change something and comes from no page of ours', () => {
  it('is tried on every page, to which actions are posted, and every handler', () => {
    process.stdout.write(
      `Foreign origins: ${actions.length} actions at ${pages.length} pages, ${handlers.length} handlers, ${FOREIGN.length} ways each.\n`,
    );
    expect(actions.length).toBeGreaterThan(40);
    expect(pages.filter((address) => !passes(address))).toEqual([]);
  });

  it.each([...pages, ...handlers.map(addressOf)].filter(passes))('%s', async (address) => {
    for (const headers of FOREIGN)
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
        await expectRefused(proxy(requestTo(address, { ...headers, 'next-action': 'x' }, method)));
    for (const headers of OWN) {
      const through = proxy(requestTo(address, { ...headers, 'next-action': 'x' }));
      expect(through.headers.get('x-middleware-next')).toBe('1');
      expect(through.headers.get('x-frame-options')).toBe('DENY');
    }
    expect(proxy(requestTo(address, {}, 'GET')).headers.get('x-middleware-next')).toBe('1');
  });

  const past = handlers.filter((file) => !passes(addressOf(file)));
  it.each(past)('%s, which is streamed past the proxy, refuses it itself', async (file) => {
    expect(readFileSync(`app/${file}`, 'utf8')).toContain('streamRoute(');
    const { POST } = (await import(/* @vite-ignore */ path.resolve('app', file))) as {
      POST: (request: Request, context: object) => Promise<Response>;
    };
    for (const headers of FOREIGN) await expectRefused(await POST(requestTo(addressOf(file), headers), { params: Promise.resolve({}) }));
  });

  it('is nothing but an upload', () => {
    expect(past.toSorted()).toEqual(['api/uploads/evidence/route.ts', 'api/uploads/route.ts']);
  });
});

describe('a file that somebody sent', () => {
  it('is opened in a box without scripts, forms or an origin', () => {
    const policy = proxy(requestTo('/api/evidence/1/2', {}, 'GET')).headers.get('content-security-policy');
    expect(policy).toBe("sandbox; default-src 'none'; frame-ancestors 'none'");
    expect(proxy(requestTo('/inbox', {}, 'GET')).headers.get('content-security-policy')).not.toContain('sandbox');
  });
});

describe('an origin behind a proxy', () => {
  it('is ours where it is the address that people open, whatever host the proxy asks for', () => {
    const request = requestTo('/inbox', { host: '10.0.0.9:3000', origin: OURS });
    expect(proxy(request).headers.get('x-middleware-next')).toBe('1');
  });
});

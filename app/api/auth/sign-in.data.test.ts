import fc from 'fast-check';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createLink, redeemLink } from '#data/administration/links.commands';
import { REFUSALS } from '#domain/refusals';
import { type ActionServers, startActionServers } from '../../../test/support/action-servers';
import { inRequest } from '../../../test/support/in-request';
import { inputArbitrary } from '../../../test/support/input-arbitrary';
import { actorOf, addPerson } from '../../../test/support/people';
import { propertyRuns } from '../../../test/support/property-runs';
import { GET, POST } from './[...nextauth]/route';

await vi.hoisted(async () => {
  const { createRequire } = await import('node:module');
  createRequire(import.meta.url)('next/dist/server/node-environment-baseline');
});
vi.mock('server-only', () => ({}));

const ORIGIN = 'http://127.0.0.1:3000';
const PASSWORD = 'correct horse battery staple';

let servers: ActionServers;
let email: string;
beforeAll(async () => {
  servers = await startActionServers();
  const { db } = servers.database;
  const person = await addPerson(db, ['tester'], 'Mara');
  const admin = actorOf(await addPerson(db, ['admin']), 'admin');
  await redeemLink(db, { token: (await createLink(db, admin, { userId: person.userId })).token, password: PASSWORD });
  email = person.email;
});
afterAll(() => servers?.stop());

interface Sent {
  type?: string | undefined;
  body?: string;
  query?: string;
}

/** Asks next-auth as a browser that has its token does. */
async function ask(address: string, { type, body, query = '' }: Sent = {}, cookie = ''): Promise<Response> {
  const headers = new Headers({
    host: new URL(ORIGIN).host,
    origin: ORIGIN,
    cookie,
    ...(type === undefined ? {} : { 'content-type': type }),
  });
  const request = new NextRequest(`${ORIGIN}/api/auth/${address}${query}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const context = { params: Promise.resolve({ nextauth: address.split('/') }) };
  return await inRequest(request, () => (body === undefined ? GET(request, context) : POST(request, context)));
}

let token: { csrfToken: string; cookie: string } | null = null;

/** The token that each form carries, and its cookie. */
async function ticket(): Promise<{ csrfToken: string; cookie: string }> {
  if (token === null) {
    const answer = await ask('csrf');
    token = { ...((await answer.json()) as { csrfToken: string }), cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
  }
  return token;
}

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

/** What came of a sign-in with these credentials, made up in any way: the sentence, or "signed in". */
async function signIn(credentials: unknown, type = JSON_TYPE): Promise<{ status: number; message: string }> {
  const { csrfToken, cookie } = await ticket();
  const isForm = typeof credentials === 'object' && credentials !== null && !Array.isArray(credentials);
  const form: unknown = isForm ? { callbackUrl: '/', json: 'true', ...credentials, csrfToken } : credentials;
  const body =
    type === JSON_TYPE
      ? (JSON.stringify(form) ?? '')
      : String(new URLSearchParams(Object.entries(form as object).map(([name, part]) => [name, String(part)])));
  return await outcomeOf(await ask('callback/credentials', { type, body }, cookie));
}

async function outcomeOf(answer: Response): Promise<{ status: number; message: string }> {
  const text = await answer.text();
  const told = text.startsWith('{') ? (JSON.parse(text) as { message?: string; url?: string }) : {};
  const url = told.url ?? answer.headers.get('location') ?? '';
  const error = url === '' ? null : new URL(url, ORIGIN).searchParams.get('error');
  return {
    status: answer.status,
    message: told.message ?? error ?? ((answer.headers.get('set-cookie') ?? '').includes('session-token') ? 'signed in' : text),
  };
}

describe('signing in', () => {
  it('takes a right password, by a form or JSON, and tells a wrong one', async () => {
    expect(await signIn({ email, password: PASSWORD }, FORM_TYPE)).toEqual({ status: 200, message: 'signed in' });
    expect(await signIn({ email: ` ${email.toUpperCase()}`, password: PASSWORD })).toEqual({ status: 200, message: 'signed in' });
    expect(await signIn({ email, password: 'wrong' })).toEqual({ status: 401, message: 'CredentialsSignin' });
  });

  it.each([
    ['an e-mail address that is an object', { email: { a: 1 }, password: 'x' }, 400, 'email must be a text.'],
    ['a password that is a list', { email: 'a@b.example', password: ['x'] }, 400, 'password must be a text.'],
    ['no e-mail address', { password: 'x' }, 401, 'email is missing.'],
    ['no password', { email: 'a@b.example' }, 401, 'password is missing.'],
    ['nothing', {}, 401, 'email is missing.'],
    ['a null character', { email: 'a\u0000@b.example', password: 'x' }, 400, 'email holds a character that no text can hold (U+0000).'],
    ['half a character', { email: 'a@b.example', password: '\uD800' }, 400, 'password holds half of a character (a lone surrogate).'],
    ['an address that is too long', { email: 'a'.repeat(400), password: 'x' }, 401, 'email must have at most 320 characters.'],
    [
      'a password that is too long',
      { email: 'a@b.example', password: 'x'.repeat(2_000) },
      401,
      'password must have at most 1,000 characters.',
    ],
    ['no address to go on to', { email: 'a@b.example', password: 'x', callbackUrl: '%zz' }, 400, 'callbackUrl is not an address.'],
    ['a list', [], 400, 'The request must be made of named parts.'],
    ['null', null, 400, 'The request must be made of named parts.'],
  ])('tells %s in words', async (_name, credentials, status, message) => {
    expect(await signIn(credentials)).toEqual({ status, message: `${REFUSALS.invalid_input} ${message}` });
  });

  it('tells in words what is no form at all, and reads a form’s %00 as what it is', async () => {
    const { cookie, csrfToken } = await ticket();
    const sent = async (type: string | undefined, body: string) =>
      await outcomeOf(await ask('callback/credentials', { type, body }, cookie));
    expect(await sent(JSON_TYPE, '{')).toEqual({ status: 400, message: `${REFUSALS.invalid_input} The request is missing.` });
    expect(await sent(FORM_TYPE, `csrfToken=${csrfToken}&email=%00&password=x`)).toEqual({
      status: 400,
      message: `${REFUSALS.invalid_input} email holds a character that no text can hold (U+0000).`,
    });
    expect((await ask('signin', { query: '?callbackUrl=%25zz' })).status).toBe(400);
    expect((await ask('session', { query: '?x=%00' })).status).toBe(400);
  });

  it('finds no input at which it fails by its own mistake', async () => {
    const shape = z.object({ email: z.string(), password: z.string(), callbackUrl: z.string(), json: z.literal('true') });
    await fc.assert(
      fc.asyncProperty(inputArbitrary(shape, { uuids: ['x'], hashes: ['x'] }), fc.boolean(), async (credentials, byForm) => {
        const isForm =
          byForm &&
          typeof credentials === 'object' &&
          credentials !== null &&
          Object.values(credentials).every((part) => typeof part === 'string');
        const { status, message } = await signIn(credentials, isForm ? FORM_TYPE : JSON_TYPE);
        expect(status, message).toBeLessThan(500);
        expect(message).not.toBe(REFUSALS.internal_error);
      }),
      propertyRuns(2_000, 100),
    );
  });
});

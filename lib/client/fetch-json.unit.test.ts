import { afterEach, describe, expect, it, vi } from 'vitest';
import { REFUSALS } from '#domain/refusals';
import { fetchJson, withParameters } from './fetch-json';
import { resumeSession } from './session';
import { ownPath } from './sign-in';

afterEach(() => vi.unstubAllGlobals());
const answer = (response: Response | Error) =>
  vi.stubGlobal('fetch', () => (response instanceof Error ? Promise.reject(response) : Promise.resolve(response)));

describe('fetchJson', () => {
  it('gives the value, or the sentence of the code', async () => {
    answer(Response.json({ a: 1 }));
    expect(await fetchJson('/api/x')).toEqual({ a: 1 });
    answer(Response.json({ code: 'stale_content', message: 'The content changed.' }, { status: 409 }));
    await expect(fetchJson('/api/x')).rejects.toMatchObject({ code: 'stale_content', message: 'The content changed.', status: 409 });
  });
  it('has words for an answer that is not ours and for no answer', async () => {
    answer(new Response('<html>Bad gateway</html>', { status: 502 }));
    await expect(fetchJson('/api/x')).rejects.toMatchObject({ code: 'unavailable', message: REFUSALS.unavailable });
    answer(new TypeError('Failed to fetch'));
    await expect(fetchJson('/api/x')).rejects.toMatchObject({ code: 'unavailable', status: 0 });
  });
  it('waits where nobody is signed in any more, and reads again when somebody is', async () => {
    answer(new Response('', { status: 401 }));
    const reading = fetchJson('/api/x');
    await new Promise<void>((resolve) => setImmediate(resolve));
    answer(Response.json({ a: 1 }));
    resumeSession();
    expect(await reading).toEqual({ a: 1 });
  });
});

it('leaves out parameters without a value', () => {
  expect(withParameters('/api/x', { a: 'b c', d: null, e: undefined, f: '', g: 0 })).toBe('/api/x?a=b+c&g=0');
});

it.each([
  ['/reports/1', '/reports/1'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  [null, '/'],
])('after signing in, %j leads to %j', (next, path) => expect(ownPath(next)).toBe(path));

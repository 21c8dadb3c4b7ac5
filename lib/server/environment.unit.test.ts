import { describe, expect, it, vi } from 'vitest';
import { isServiceAway } from '#domain/service-away';
import { readEnvironment } from './environment';
import { requireSameOrigin } from './origin';

vi.mock('server-only', () => ({}));

const USABLE = {
  DATABASE_URL: 'postgresql://127.0.0.1/countersign',
  NEXTAUTH_SECRET: 'a secret of some length',
  NEXTAUTH_URL: 'http://127.0.0.1:3000',
};

describe('the environment', () => {
  it('has defaults for what can have them', () => {
    expect(readEnvironment(USABLE)).toMatchObject({ filesDirectory: '.countersign/files', demo: false, temporalUiUrl: null });
  });
  it('names every setting that is missing or wrong', () => {
    expect(() => readEnvironment({ NEXTAUTH_SECRET: 'short', NEXTAUTH_URL: 'nowhere' })).toThrow(
      /DATABASE_URL.*NEXTAUTH_SECRET.*NEXTAUTH_URL/,
    );
    expect(() => readEnvironment({ ...USABLE, COUNTERSIGN_UPLOAD_LIMIT: 'much' })).toThrow(/COUNTERSIGN_UPLOAD_LIMIT/);
  });
});

describe('a service that is away', () => {
  it('is told from a wrong request, also as a cause', () => {
    const refusedConnection = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(isServiceAway(new Error('outer', { cause: refusedConnection }))).toBe(true);
    expect(isServiceAway(new AggregateError([refusedConnection]))).toBe(true);
    expect(isServiceAway(Object.assign(new Error('admin shutdown'), { code: '57P01' }))).toBe(true);
    expect(isServiceAway(Object.assign(new Error('14 UNAVAILABLE'), { code: 14 }))).toBe(true);
    expect(isServiceAway(Object.assign(new Error('duplicate key'), { code: '23505' }))).toBe(false);
    expect(isServiceAway(new TypeError('x is not a function'))).toBe(false);
  });
});

describe('the origin of a POST', () => {
  const ask = (headers: Record<string, string>) => () =>
    requireSameOrigin(new Request('http://127.0.0.1:3000/api/x', { method: 'POST', headers }));
  it('is our own page or nothing', () => {
    expect(ask({ origin: 'https://bank.example', host: 'bank.example' })).not.toThrow();
    expect(ask({ 'sec-fetch-site': 'same-origin' })).not.toThrow();
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example', host: 'bank.example' },
      { origin: 'null', host: 'bank.example' },
      { host: 'bank.example' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign) {
      expect(ask(headers)).toThrow(/did not come from a page/);
    }
  });
});

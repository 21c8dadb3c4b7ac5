import { describe, expect, it } from 'vitest';
import { isServiceAway } from './service-away';

const coded = (code: string | number, cause?: unknown) => Object.assign(new Error('failed'), { code, cause });

describe('isServiceAway', () => {
  it.each(['ECONNREFUSED', 'EPIPE', '08006', '57P01', '53300', 'P1001', 14, 4])('knows %s', (code) => {
    expect(isServiceAway(coded(code))).toBe(true);
  });

  it.each(['23505', '22P02', '57014', 'P2002', 5])('takes %s for a wrong request', (code) => {
    expect(isServiceAway(coded(code))).toBe(false);
  });

  it('looks at causes, at several errors in one, and at words where there is no code', () => {
    expect(isServiceAway(coded('P2010', coded('ECONNRESET')))).toBe(true);
    expect(isServiceAway(new AggregateError([new Error('one'), coded('ECONNREFUSED')]))).toBe(true);
    expect(isServiceAway(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isServiceAway('ECONNREFUSED')).toBe(false);
  });

  it('ends where an error is its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    expect(isServiceAway(error)).toBe(false);
  });
});

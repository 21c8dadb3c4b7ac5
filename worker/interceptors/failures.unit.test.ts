import { type ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { describe, expect, test } from 'vitest';
import { Refusal } from '#domain/refusals';
import { activityFailure } from './failures';

function coded(code: string, message = 'failed'): Error {
  return Object.assign(new Error(message), { code });
}
const isFinal = (error: unknown, attempt = 1) => (activityFailure(error, attempt) as ApplicationFailure).nonRetryable;

describe('what an activity’s error means', () => {
  test.each(['23505', '23503', '22P02', '42501', 'P0001'])('PostgreSQL %s is final at once', (code) => {
    expect(isFinal(coded(code))).toBe(true);
  });

  test.each(['ECONNREFUSED', '57P01', '08006', '53300', '40P01', 'P1001'])('%s is repeated without end', (code) => {
    expect(isFinal(coded(code), 1_000)).toBe(false);
  });

  test('a lost connection is known by its words where it has no code', () => {
    expect(isFinal(new Error('Connection terminated unexpectedly'), 1_000)).toBe(false);
  });

  test('Prisma’s wrapping of an integrity error is looked through', () => {
    expect(isFinal(Object.assign(coded('P2010'), { cause: coded('23505') }))).toBe(true);
  });

  test('an error of our own is final after a few attempts', () => {
    expect(isFinal(new TypeError('of ours'), 1)).toBe(false);
    expect(isFinal(new TypeError('of ours'), 5)).toBe(true);
  });

  test('a refusal is final and keeps its code, a cancellation stays one', () => {
    expect(activityFailure(new Refusal('upstream_missing'), 1)).toMatchObject({
      nonRetryable: true,
      type: 'Refusal',
      details: [{ code: 'upstream_missing' }],
    });
    const cancelled = new CancelledFailure('cancelled');
    expect(activityFailure(cancelled, 1)).toBe(cancelled);
  });

  test('the command it belongs to travels with it', () => {
    expect(activityFailure(coded('23505'), 1, { commandId: 'one' })).toMatchObject({ details: [{ commandId: 'one' }] });
  });
});

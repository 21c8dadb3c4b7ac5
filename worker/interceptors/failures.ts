import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { Refusal } from '#domain/refusals';
import { isServiceAway } from '#domain/service-away';

/** The attempts after which an error that is no lost connection is taken for one of our own, which no repetition mends. */
const ATTEMPTS_FOR_UNKNOWN_ERRORS = 5;

/** PostgreSQL classes that say the service is busy or in trouble, not that the data are wrong. Source: PostgreSQL, "Error Codes". */
const BUSY_CLASSES = ['40', '53', '55', '57', '58'];
/** Prisma: a transaction conflicted with another. */
const CONFLICT = 'P2034';
/** 22 data exception, 23 integrity constraint, 42 syntax or access rule, P0 raised by our own triggers. */
const LASTING_CLASSES = ['22', '23', '42', 'P0'];

/**
 * An error as Temporal should see it: refusals and integrity errors are final, lost connections are repeated without end,
 * anything else is final after a few attempts. `detail` travels with the failure (the command it belongs to).
 */
export function activityFailure(error: unknown, attempt: number, detail?: { commandId: string }): Error {
  if (error instanceof CancelledFailure) return error;
  const details = detail ? [detail] : undefined;
  if (error instanceof ApplicationFailure) return error;
  if (error instanceof Refusal) {
    return ApplicationFailure.create({
      type: 'Refusal',
      message: error.message,
      nonRetryable: true,
      details: details ?? [{ code: error.code }],
      cause: error,
    });
  }
  const known = error instanceof Error ? error : new Error(String(error));
  const code = errorCode(known);
  const nonRetryable = !isTransient(known, code) && (isLasting(code) || attempt >= ATTEMPTS_FOR_UNKNOWN_ERRORS);
  return ApplicationFailure.create({
    type: known.name,
    message: known.message,
    nonRetryable,
    ...(details ? { details } : {}),
    cause: known,
  });
}

/** PostgreSQL, network or Prisma code of an error, its causes and Prisma's wrapping included. */
function errorCode(error: Error): string {
  const own = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (own !== '' && own !== 'P2010') return own;
  return error.cause instanceof Error ? errorCode(error.cause) : own;
}

function isTransient(error: Error, code: string): boolean {
  return isServiceAway(error) || code === CONFLICT || (code.length === 5 && BUSY_CLASSES.includes(code.slice(0, 2)));
}

function isLasting(code: string): boolean {
  return code.length === 5 && LASTING_CLASSES.includes(code.slice(0, 2));
}

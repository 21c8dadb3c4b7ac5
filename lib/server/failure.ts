import 'server-only';
import { REFUSALS, Refusal, type RefusalCode, refused } from '#domain/refusals';
import type { z } from 'zod';
import { log } from './log';

export type Failure = { ok: false; code: RefusalCode; message: string };

/** Errors of sockets, PostgreSQL (class 08, 57P, 53) and Prisma that mean: the service is away, not: the request is wrong. */
const AWAY_CODES = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|08\w{3}|57P0\d|53\d{3}|P1001|P1002|P1008|P1017|P2024)$/;
const AWAY_WORDS = /connection terminated|timeout exceeded when trying to connect|connection timeout|server closed the connection|can't reach database/i;
const GRPC_UNAVAILABLE = 14;
const GRPC_DEADLINE_EXCEEDED = 4;

/** Whether an error, or what caused it, says that PostgreSQL or Temporal cannot be reached. */
export function isAway(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  const { code, message, cause, errors } = error as { code?: unknown; message?: unknown; cause?: unknown; errors?: unknown };
  if (code === GRPC_UNAVAILABLE || code === GRPC_DEADLINE_EXCEEDED) return true;
  if (typeof code === 'string' && AWAY_CODES.test(code)) return true;
  if (typeof message === 'string' && AWAY_WORDS.test(message)) return true;
  if (Array.isArray(errors) && errors.some((one) => isAway(one, depth + 1))) return true;
  return isAway(cause, depth + 1);
}

/** The sentence names the field, as in "comment is required." */
export function invalidInput(error: z.ZodError): Failure {
  const issue = error.issues[0];
  const field = issue && issue.path.length > 0 ? issue.path.join('.') : 'The request';
  return refused('invalid_input', issue ? `${field} ${lowerFirst(issue.message)}.` : undefined);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
}

/**
 * The one error policy: a refusal is a value, a service that is away is said so, and anything else is logged with its
 * cause and told as `internal_error`, which gives nothing away.
 */
export function failureOf(error: unknown, doing: string): Failure {
  if (error instanceof Refusal) return { ok: false, code: error.code, message: error.message };
  if (isAway(error)) {
    log().warn({ err: error, doing }, 'a service is away');
    return refused('unavailable');
  }
  log().error({ err: error, doing }, 'failed');
  return refused('internal_error');
}

const STATUS: Partial<Record<RefusalCode, number>> = {
  not_found: 404,
  not_signed_in: 401,
  not_permitted: 403,
  invalid_input: 400,
  link_used: 410,
  file_too_large: 413,
  file_unreadable: 422,
  file_empty: 422,
  too_many_attempts: 429,
  unavailable: 503,
  internal_error: 500,
};
const CONFLICT = 409;

/** The HTTP status of a refusal; what is not listed is a conflict with the present state. */
export function statusOf(code: RefusalCode): number {
  return STATUS[code] ?? CONFLICT;
}

/** A refusal as an HTTP answer. */
export function failureResponse(failure: Failure): Response {
  return Response.json(
    { code: failure.code, message: failure.message || REFUSALS[failure.code] },
    { status: statusOf(failure.code), headers: { 'cache-control': 'no-store' } },
  );
}

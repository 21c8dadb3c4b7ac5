import 'server-only';
import type { z } from 'zod';
import { faultInWords } from '#domain/input-words';
import { REFUSALS, Refusal, type RefusalCode, refused } from '#domain/refusals';
import { isServiceAway } from '#domain/service-away';
import { log } from './log';

export type Failure = { ok: false; code: RefusalCode; message: string };

/** Refuses an input with the first fault that its schema found. The sentence names the field, as in "comment is required." */
export function invalidInput(error: z.ZodError): Failure {
  return refused('invalid_input', faultInWords(error));
}

/**
 * The one error policy: a refusal is a value, a service that is away is said so, and anything else is logged with its
 * cause and told as `internal_error`, which gives nothing away.
 */
export function failureOf(error: unknown, doing: string): Failure {
  if (error instanceof Refusal) return { ok: false, code: error.code, message: error.message };
  if (isServiceAway(error)) {
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
  foreign_origin: 403,
  invalid_input: 400,
  link_used: 410,
  file_too_large: 413,
  file_type_refused: 415,
  file_unreadable: 422,
  file_empty: 422,
  too_many_attempts: 429,
  unavailable: 503,
  internal_error: 500,
};
const CONFLICT = 409;

/** The HTTP status of a refusal; what is not listed is a conflict with the present state. */
function statusOf(code: RefusalCode): number {
  return STATUS[code] ?? CONFLICT;
}

/** A refusal as an HTTP answer. */
export function failureResponse(failure: Failure): Response {
  return Response.json(
    { code: failure.code, message: failure.message || REFUSALS[failure.code] },
    { status: statusOf(failure.code), headers: { 'cache-control': 'no-store' } },
  );
}

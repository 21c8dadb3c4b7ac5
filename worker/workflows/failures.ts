import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import type { RefusalCode } from '#domain/refusals';

/** The command an activity was carrying out when it failed for good; null where the failure names none. */
export function failedCommandId(error: unknown): string | null {
  if (!(error instanceof ActivityFailure) || !(error.cause instanceof ApplicationFailure)) return null;
  const detail = error.cause.details?.[0];
  return typeof detail === 'object' && detail !== null && 'commandId' in detail && typeof detail.commandId === 'string'
    ? detail.commandId
    : null;
}

/** The refusal an activity failed with; `internal_error` where it failed otherwise. */
export function refusalCode(error: unknown): RefusalCode {
  const detail =
    error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.type === 'Refusal'
      ? error.cause.details?.[0]
      : null;
  return typeof detail === 'object' && detail !== null && 'code' in detail && typeof detail.code === 'string'
    ? (detail.code as RefusalCode)
    : 'internal_error';
}

/** The innermost message, for people: the outer ones only say that an activity failed. */
export function rootMessage(error: unknown): string {
  if (error instanceof ActivityFailure && error.cause) return rootMessage(error.cause);
  return error instanceof Error ? error.message : String(error);
}

import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';

/** The command an activity was carrying out when it failed for good; null where the failure names none. */
export function failedCommandId(error: unknown): string | null {
  if (!(error instanceof ActivityFailure) || !(error.cause instanceof ApplicationFailure)) return null;
  const detail = error.cause.details?.[0];
  return typeof detail === 'object' && detail !== null && 'commandId' in detail && typeof detail.commandId === 'string' ? detail.commandId : null;
}

/** The innermost message, for people: the outer ones only say that an activity failed. */
export function rootMessage(error: unknown): string {
  if (error instanceof ActivityFailure && error.cause) return rootMessage(error.cause);
  return error instanceof Error ? error.message : String(error);
}

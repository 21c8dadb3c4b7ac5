'use server';
import { closeReportInput } from '#contract/administration-inputs';
import { command } from '#server/command';

/** Closes a report: its record can no longer change. */
export const closeReport = command(closeReportInput, (input) => ({
  commandId: input.commandId,
  kind: 'close_report',
  targetId: input.cycleReportId,
  comment: input.reason,
}));

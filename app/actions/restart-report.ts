'use server';
import { restartReportInput } from '#contract/administration-inputs';
import { command } from '#server/command';

/** Starts a stopped process again under the same id; it reads its state from the tables. */
export const restartReport = command(restartReportInput, (input) => ({
  commandId: input.commandId,
  kind: 'restart_report',
  targetId: input.cycleReportId,
  comment: input.reason,
}));

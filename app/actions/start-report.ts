'use server';
import { startReportInput } from '#contract/administration-inputs';
import { command } from '#server/command';

/** Starts a report of a cycle: needs an owner, a tester and dates; opens Planning. */
export const startReport = command(startReportInput, ({ commandId, cycleReportId, workflowType, reason }) => ({
  commandId,
  kind: 'start_report',
  targetId: cycleReportId,
  ...(reason === undefined ? {} : { comment: reason }),
  payload: workflowType === undefined ? {} : { workflowType },
}));

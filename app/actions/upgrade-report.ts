'use server';
import { upgradeReportInput } from '#contract/administration-inputs';
import { command } from '#server/command';

/** Carries a running report over to the present plan; the phases that it has stay as they are. */
export const upgradeReport = command(upgradeReportInput, (input) => ({
  commandId: input.commandId,
  kind: 'upgrade_report',
  targetId: input.cycleReportId,
  comment: input.reason,
}));

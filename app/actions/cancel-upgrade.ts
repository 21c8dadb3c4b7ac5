'use server';
import { cancelUpgradeInput } from '#contract/administration-inputs';
import { command } from '#server/command';

/** Gives up the later version of the process that is planned for a report. */
export const cancelUpgrade = command(cancelUpgradeInput, (input) => ({
  commandId: input.commandId,
  kind: 'cancel_upgrade',
  targetId: input.cycleReportId,
  comment: input.reason,
}));

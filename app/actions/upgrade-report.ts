'use server';
import { upgradeReportInput } from '#contract/administration-inputs';
import { command } from '#server/command';

/** Has a running report go on by a later version of the process, or by the present plan; the phases that it has stay as they are. */
export const upgradeReport = command(upgradeReportInput, ({ commandId, cycleReportId, reason, to, now }) => ({
  commandId,
  kind: 'upgrade_report',
  targetId: cycleReportId,
  comment: reason,
  payload: { ...(to === undefined ? {} : { to }), ...(now === undefined ? {} : { now }) },
}));

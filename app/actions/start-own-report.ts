'use server';
import { startOwnReportInput } from '#contract/administration-inputs';
import { createOwnReport } from '#data/report/own-report.commands';
import { action } from '#server/action';
import { send } from '#server/command';
import { installationActor } from '#server/permitted';

/** Start with your own report: makes report, cycle and assignment in one transaction, then sends the start. */
export const startOwnReport = action(startOwnReportInput, async (context, { commandId, workflowType, reason, ...input }) => {
  const { cycleReportId } = await createOwnReport(context.db, installationActor(context.subject, 'manage_cycles'), { ...input, commandId });
  const sent = await send(context, {
    commandId,
    kind: 'start_report',
    targetId: cycleReportId,
    ...(reason === undefined ? {} : { comment: reason }),
    payload: workflowType === undefined ? {} : { workflowType },
  });
  return { ...sent, cycleReportId };
});

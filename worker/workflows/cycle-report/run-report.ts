import { makeContinueAsNewFunc, setHandler } from '@temporalio/workflow';
import type { CycleReportInput } from '#contract/cycle-report';
import type { Plan } from '#contract/plan';
import { currentVersions, pendingApprovals, phaseChanged, phaseProgress, REPORT_DOORBELLS } from '#contract/signals';
import { pendingOf } from '../versions-in-view';
import { CycleReportLoop } from './cycle-report-loop';

/**
 * Runs one report in one test cycle until it is closed, or goes on by another version of the process.
 * @param order what a version makes of the plan that the report was started with
 */
export async function runReport(input: CycleReportInput, order: (plan: Plan) => Plan): Promise<void> {
  const loop = new CycleReportLoop(input, order(input.plan), (workflowType, next) =>
    makeContinueAsNewFunc<(next: CycleReportInput) => Promise<void>>({ workflowType })(next),
  );
  loop.doorbell.listenTo([...REPORT_DOORBELLS, phaseChanged]);
  setHandler(currentVersions, () => loop.versionsInView());
  setHandler(pendingApprovals, () => pendingOf(loop.versionsInView()));
  setHandler(phaseProgress, () => loop.progress());
  await loop.run();
}

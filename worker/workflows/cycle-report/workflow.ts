import { setHandler } from '@temporalio/workflow';
import type { CycleReportInput } from '#contract/cycle-report';
import { assignmentChanged, closeReport, currentVersions, pendingApprovals, phaseChanged, phaseProgress } from '#contract/signals';
import { CycleReportLoop } from './cycle-report-loop';

/** One report in one test cycle, plan as input; stays until the report is closed. */
export async function cycleReport_2_0_0(input: CycleReportInput): Promise<void> {
  const loop = new CycleReportLoop(input);
  loop.doorbell.listenTo([assignmentChanged, closeReport, phaseChanged]);
  setHandler(currentVersions, () => loop.versionsInView());
  setHandler(pendingApprovals, () => loop.versionsInView().filter((version) => version.status === 'pending_approval'));
  setHandler(phaseProgress, () => loop.progress());
  await loop.run();
}

import { continueAsNew, setHandler } from '@temporalio/workflow';
import type { CycleReportInput } from '#contract/cycle-report';
import { currentVersions, pendingApprovals, phaseChanged, phaseProgress, REPORT_DOORBELLS } from '#contract/signals';
import { pendingOf } from '../../versions-in-view';
import { CycleReportLoop } from '../cycle-report-loop';

/** One report in one test cycle, plan as input; stays until the report is closed. */
export async function cycleReport_2_0_0(input: CycleReportInput): Promise<void> {
  const loop = new CycleReportLoop(input, (next) => continueAsNew<typeof cycleReport_2_0_0>(next));
  loop.doorbell.listenTo([...REPORT_DOORBELLS, phaseChanged]);
  setHandler(currentVersions, () => loop.versionsInView());
  setHandler(pendingApprovals, () => pendingOf(loop.versionsInView()));
  setHandler(phaseProgress, () => loop.progress());
  await loop.run();
}

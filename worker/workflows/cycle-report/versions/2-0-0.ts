import type { CycleReportInput } from '#contract/cycle-report';
import { ORDERED_PLAN } from '#contract/ordered-plan';
import { runReport } from '../run-report';

/** The plan of its input, whatever phases it has; what is approved can be reopened. */
export async function cycleReport_2_0_0(input: CycleReportInput): Promise<void> {
  await runReport(input, ORDERED_PLAN.cycleReport_2_0_0);
}

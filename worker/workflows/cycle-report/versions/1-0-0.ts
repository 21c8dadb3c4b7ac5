import type { CycleReportInput } from '#contract/cycle-report';
import { ORDERED_PLAN } from '#contract/ordered-plan';
import { runReport } from '../run-report';

/** The nine phases in a straight line, one lane at a time, without a clock; what is approved is not reopened. */
export async function cycleReport_1_0_0(input: CycleReportInput): Promise<void> {
  await runReport(input, ORDERED_PLAN.cycleReport_1_0_0);
}

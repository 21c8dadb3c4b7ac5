import type { CycleReportInput } from '#contract/cycle-report';
import { ORDERED_PLAN } from '#contract/ordered-plan';
import { runReport } from '../run-report';

/** The nine phases with lanes beside each other, each opening as early as it can, with due dates; what is approved is not reopened. */
export async function cycleReport_1_2_0(input: CycleReportInput): Promise<void> {
  await runReport(input, ORDERED_PLAN.cycleReport_1_2_0);
}

import type { Plan } from '#contract/plan';
import { storedStart } from '#data/report/start-input.queries';
import type { ActivityDependencies } from './dependencies';

/** What a report goes on by; without `workflowType` in results of runs that began before there was more than one version. */
export interface ReportPlan {
  plan: Plan;
  planSeq: number;
  workflowType?: string;
}

/** Reads the plan and the version of the process that a report goes on by, and how often it was carried over. @throws Error where it was never started */
export function reportPlanWith({ db }: ActivityDependencies) {
  return async function reportPlan({ cycleReportId }: { cycleReportId: string }): Promise<ReportPlan> {
    const stored = await storedStart(db, cycleReportId);
    if (!stored?.input) throw new Error(`no plan is kept of the cycle report ${cycleReportId}`);
    const { plan, planSeq = 0 } = stored.input;
    return { plan, planSeq, ...(stored.workflowType === null ? {} : { workflowType: stored.workflowType }) };
  };
}

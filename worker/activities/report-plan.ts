import type { Plan } from '#contract/plan';
import { storedStart } from '#data/report/start-input.queries';
import type { ActivityDependencies } from './dependencies';

/** Reads the plan that a report goes on by, and how often it was carried over. @throws Error where it was never started */
export function reportPlanWith({ db }: ActivityDependencies) {
  return async function reportPlan({ cycleReportId }: { cycleReportId: string }): Promise<{ plan: Plan; planSeq: number }> {
    const stored = await storedStart(db, cycleReportId);
    if (!stored?.input) throw new Error(`no plan is kept of the cycle report ${cycleReportId}`);
    return { plan: stored.input.plan, planSeq: stored.input.planSeq ?? 0 };
  };
}

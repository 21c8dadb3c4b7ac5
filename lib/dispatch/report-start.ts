import type { CycleReportInput } from '#contract/cycle-report';
import { defaultPlan } from '#contract/default-plan';
import { DEFAULT_CYCLE_REPORT_TYPE } from '#contract/names';
import { termsInForce } from '#data/chain/terms-in-force.queries';
import { keepStartInput } from '#data/report/start-input.commands';
import { storedStart } from '#data/report/start-input.queries';
import type { Database } from '#data/sql/connection';
import { Refusal } from '#domain/refusals';

/**
 * What a report's workflow is started with: the plan and policies of the day it was first started, kept for restarts.
 * @throws Refusal `not_found` where there is no such report.
 */
export async function reportStart(
  db: Database,
  cycleReportId: string,
  searchAttributes: 'on' | 'off' = process.env.COUNTERSIGN_SEARCH_ATTRIBUTES === 'off' ? 'off' : 'on',
): Promise<{ workflowType: string; input: CycleReportInput }> {
  const stored = await storedStart(db, cycleReportId);
  if (!stored) throw new Refusal('not_found');
  if (stored.input && stored.workflowType !== null) return { workflowType: stored.workflowType, input: stored.input };
  const input: CycleReportInput = {
    cycleReportId,
    title: stored.title,
    plan: defaultPlan(await termsInForce(db.pool)),
    searchAttributes,
  };
  return await keepStartInput(db, cycleReportId, DEFAULT_CYCLE_REPORT_TYPE, input);
}

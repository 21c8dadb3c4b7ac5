import type { CycleReportInput } from '#contract/cycle-report';
import { defaultPlan } from '#contract/default-plan';
import { defaultVersionInForce } from '#data/chain/default-version.queries';
import { termsInForce } from '#data/chain/terms-in-force.queries';
import { keepStartInput } from '#data/report/start-input.commands';
import { storedStart } from '#data/report/start-input.queries';
import type { Database } from '#data/sql/connection';
import { Refusal } from '#domain/refusals';
import type { CycleReportType } from '#domain/version/workflow-types';

/**
 * What a report's workflow is started with: the plan and policies of the day it was first started, kept for restarts.
 * @param chosen the version of the process that somebody chooses for a report that nobody has asked to start yet; left out: the one that is kept
 * @throws Refusal `not_found` where there is no such report.
 */
export async function reportStart(
  db: Database,
  cycleReportId: string,
  searchAttributes: 'on' | 'off' = process.env.COUNTERSIGN_SEARCH_ATTRIBUTES === 'off' ? 'off' : 'on',
  chosen?: CycleReportType,
): Promise<{ workflowType: string; input: CycleReportInput }> {
  const stored = await storedStart(db, cycleReportId);
  if (!stored) throw new Refusal('not_found');
  const { workflowType } = stored;
  const isAsChosen = chosen === undefined || chosen === workflowType;
  if (stored.input && workflowType !== null && isAsChosen) return { workflowType, input: stored.input };
  const input: CycleReportInput = {
    cycleReportId,
    title: stored.title,
    plan: defaultPlan(await termsInForce(db.pool)),
    searchAttributes,
  };
  return await keepStartInput(db, cycleReportId, chosen ?? (await defaultVersionInForce(db.pool)), input);
}

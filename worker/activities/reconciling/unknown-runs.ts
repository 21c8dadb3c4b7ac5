import type { FoundDifference } from '#data/tracking/reconcile.transitions';
import { type ExpectedProcess, knownReports } from '#data/tracking/reconcile-scope.transitions';
import type { Places } from './places';
import type { RunningWorkflow } from './running-workflows';

/** Workflows that run for reports that the tables do not know: a report is in the tables before its workflow starts. */
export async function unknownRuns(
  { db }: Places,
  running: ReadonlyMap<string, RunningWorkflow>,
  expected: readonly ExpectedProcess[],
): Promise<FoundDifference[]> {
  const ours = new Set(expected.map(({ workflowId }) => workflowId));
  const others = new Map<string, Date[]>();
  for (const [workflowId, { startedAt }] of running) {
    const reportId = workflowId.split('/')[1] ?? '';
    if (!ours.has(workflowId)) others.set(reportId, [...(others.get(reportId) ?? []), startedAt]);
  }
  if (others.size === 0) return [];
  const known = await knownReports(db, [...others.keys()]);
  return [...others].flatMap(([reportId, starts]): FoundDifference[] => {
    if (known.has(reportId)) return [];
    const first = starts
      .reduce((a, b) => (a < b ? a : b))
      .toISOString()
      .slice(0, 10);
    return [
      {
        key: `unknown/${reportId}`,
        kind: 'unknown_run',
        subject: `A report that was started on ${first}`,
        detail: `Temporal runs ${starts.length === 1 ? 'a workflow' : `${starts.length} workflows`} of a report that the database does not hold: the database is older, or another installation uses the same namespace.`,
        remedy:
          'Restore the newer database, or give each installation a namespace of its own. Where the report is lost for good, terminate its workflows in Temporal.',
        repaired: false,
      },
    ];
  });
}
